{{%AUTOESCAPE context="HTML"}}<h1>Hello, {{called}}</h1>
<p class="muted">{{today_text}}{{#days_left}} · {{text}}{{/days_left}}</p>
{{>part_choice}}
{{#parked}}<div class="notice"><p><strong>Something you wrote is waiting.</strong> Your login had run out when you sent it. <a href="/parked">Look at it</a></p></div>{{/parked}}
{{#running}}<section class="card accent"><h2>You are in a session</h2><p>{{topic}}{{#no_time_over}}, until {{ends_text}}.{{/no_time_over}}{{#time_over}}. Its time is over; an answer you have begun still counts.{{/time_over}}</p><p class="actions"><a class="button" href="/session/{{session_id}}">Go on</a></p></section>{{/running}}
{{#proposal}}<section class="card accent"><h2>{{#from_review}}The review suggests a change{{/from_review}}{{#asked}}Your proposal is waiting{{/asked}}</h2><p>Nothing changes until you approve it.</p><p class="actions"><a class="button" href="/proposal/{{proposal_id}}">Look at it</a></p></section>{{/proposal}}
{{#to_tell}}
<section class="card">
<h2>First, tell the coach</h2>
<p>Which role are you going for, how much time do you have, where do you feel weak? A few sentences are enough to propose a plan.</p>
<p class="actions"><a class="button" href="/chat">Tell the coach</a></p>
</section>
{{/to_tell}}
{{#has_plan}}
<section>
<h2>For today</h2>
{{#no_today}}<p>Nothing is planned for today. Rest is part of the plan; you can still <a href="/study">practise</a>.</p>{{/no_today}}
<ul class="plain">
{{#today}}
<li class="sitting">
<div>
<h3>{{topic}} <span class="muted">{{minutes}} min</span>{{#done}} <span class="tag yes">✓ done</span>{{/done}}</h3>
{{#can_start}}
<p class="muted">{{why}}</p>
<p class="muted"><code>{{prescription}}</code></p>
{{/can_start}}
</div>
{{#can_start}}
{{>part_start}}
{{/can_start}}
</li>
{{/today}}
</ul>
<p><a href="/plan/view">The whole plan</a> · <a href="/study">Another topic or length</a></p>
</section>
{{/has_plan}}
{{#review}}<section class="card"><h2>Last review</h2><p>{{summary}}</p><p class="muted">{{day}} · <a href="/review">All reviews</a></p></section>{{/review}}
