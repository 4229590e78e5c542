{{%AUTOESCAPE context="HTML"}}<h1>Hello, {{called}}</h1>
<p class="muted">{{today_text}}{{#days_left}} · {{text}}{{/days_left}}</p>
{{#choice}}
<form method="post" action="/settings/coach" class="card accent">
<h2>Who may read what you write?</h2>
<p>This site can ask {{servers}}. {{#coaches}}What you tell the coach, your questions and your answers would be sent to {{coaches}} to be marked and to plan with: never your user name, and mail addresses and phone numbers only masked. {{/coaches}}{{#hears}}Recordings that you dictate would be sent to {{hears}} to be turned into text, just as they are. {{/hears}}Or the built-in coach does it all, on this machine. Until you choose, only the built-in coach is asked.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="button" name="coach" value="builtin">Built-in coach only</button> <button name="coach" value="outside">Ask {{servers}} too</button></p>
</form>
{{/choice}}
{{#parked}}<div class="notice"><p><strong>Something you wrote is waiting.</strong> Your login had run out when you sent it. <a href="/parked">Look at it</a></p></div>{{/parked}}
{{#running}}<section class="card accent"><h2>You are in a session</h2><p>{{topic}}, until {{ends_text}}.</p><p class="actions"><a class="button" href="/session/{{session_id}}">Go on</a></p></section>{{/running}}
{{#proposal}}<section class="card accent"><h2>{{#from_review}}The review suggests a change{{/from_review}}{{#asked}}Your proposal is waiting{{/asked}}</h2><p>Nothing changes until you approve it.</p><p class="actions"><a class="button" href="/proposal/{{proposal_id}}">Look at it</a></p></section>{{/proposal}}
{{#no_plan_yet}}
<section class="card">
<h2>First, tell the coach</h2>
<p>Which role are you going for, how much time do you have, where do you feel weak? A few sentences are enough to propose a plan.</p>
<p class="actions"><a class="button" href="/chat">Tell the coach</a></p>
</section>
{{/no_plan_yet}}
{{#has_plan}}
<section>
<h2>For today</h2>
{{#no_today}}<p>Nothing is planned for today. Rest is part of the plan; you can still <a href="/study">practise</a>.</p>{{/no_today}}
<ul class="days">
{{#today}}
<li class="card">
<h3>{{topic}} <span class="muted">{{minutes}} min</span></h3>
<p><code>{{prescription}}</code></p>
<p class="muted">{{why}}</p>
{{#can_start}}
<form method="post" action="/study/start_session">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="topic_id" value="{{topic_id}}">
<input type="hidden" name="planned_study_time" value="{{minutes}}">
<p class="actions"><button class="button">Start</button></p>
</form>
{{/can_start}}
{{#done}}<p><span class="tag yes">done</span></p>{{/done}}
</li>
{{/today}}
</ul>
<p><a href="/plan/view">The whole plan</a> · <a href="/study">Another topic or length</a></p>
</section>
{{/has_plan}}
{{#review}}<section class="card"><h2>Last review</h2><p>{{summary}}</p><p class="muted">{{day}} · <a href="/review">More</a></p></section>{{/review}}
