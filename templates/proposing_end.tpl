{{%AUTOESCAPE context="HTML"}}{{#ready}}
<section class="card accent">
<h2>It is ready</h2>
<p>{{#plan_overview}}{{rationale}}{{/plan_overview}}</p>
{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
<ul>
{{#plan_topics}}<li><strong>{{name}}</strong>, {{daily_study_minutes}} min a day</li>
{{/plan_topics}}
</ul>
<p class="actions"><a class="button" href="/proposal/{{proposal_id}}">Look at it</a></p>
</section>
{{/ready}}
{{#answered}}
<section class="card accent">
<h2>Nothing would change by this</h2>
{{#reply}}<p>{{reply}}</p>{{/reply}}
{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
<p class="actions"><a class="button" href="/proposal/{{proposal_id}}">Say it otherwise, or choose</a></p>
<p class="muted">{{#after}}<a href="/proposal/{{after}}">The proposal from before</a> stands as it was.{{/after}}{{#no_after}}<a href="/plan/view">Your plan</a> stands as it was.{{/no_after}}</p>
</section>
{{/answered}}
{{#replaced}}<div class="notice"><p><strong>A newer wish replaced this one.</strong> You asked for something else meanwhile. <a href="/proposal">Look at that</a></p></div>{{/replaced}}
{{#declined}}<div class="notice"><p><strong>This proposal was declined meanwhile.</strong> <a href="/plan/view">Your plan</a></p></div>{{/declined}}
{{#is_asking}}
<form method="post" action="/plan/proposal/{{proposal_id}}/retry" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p><strong>The coach could not make a proposal just now.</strong> {{trouble_text}} What you asked for is saved.</p>
<p class="actions"><button class="button">Try again</button></p>
</form>
{{/is_asking}}
