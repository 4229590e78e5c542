{{%AUTOESCAPE context="HTML"}}<h1>{{title}}</h1>
{{#settled}}<div class="notice"><p>This proposal is {{state}}. <a href="/plan/view">Your plan</a></p></div>{{/settled}}
{{#is_asking}}
<form method="post" action="/plan/proposal/{{proposal_id}}/retry" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p><strong>It is not ready yet.</strong> {{unanswered_text}} What you asked for is saved.</p>
<p class="actions"><button class="button">Ask the coach now</button></p>
</form>
{{/is_asking}}
{{#from_review}}<p class="tag">from the daily review</p>{{/from_review}}
{{#wish}}<p class="muted">You asked: {{wish}}</p>{{/wish}}
<p class="lead">{{#plan_overview}}{{rationale}}{{/plan_overview}}</p>
{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
{{#is_open}}
<form method="post" action="/plan/approve_plan" class="card accent">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="proposal_id" value="{{proposal_id}}">
<h2>{{#is_change}}What would change{{/is_change}}{{#no_is_change}}What it is made of{{/no_is_change}}</h2>
<p class="hint">Take what you like, leave the rest. Nothing changes until you approve.</p>
<input type="hidden" name="chosen" value="1">
<ul class="diff">
{{#differences}}
<li><label class="check"><input type="checkbox" name="take.{{number}}" value="{{number}}" checked> <span class="tag">{{kind}}</span> <strong>{{name}}</strong></label>
{{#from}}<p><del>{{from}}</del></p>{{/from}}
{{#to}}<p><ins>{{to}}</ins></p>{{/to}}
<p class="muted">{{reason}}{{#evidence}} <a href="/attempt/{{attempt_id}}">answer {{number}}</a>{{/evidence}}</p></li>
{{/differences}}
</ul>
<p class="actions"><button class="button">Approve what is ticked</button></p>
</form>
<form method="post" action="/plan/suggest_changes" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>Ask for something different</h2>
<div class="field"><label for="feedback">In words</label>
<p class="hint" id="feedback-hint">“Less system design, more behavioural”, “only 20 minutes a day”, “drop negotiation”.</p>
<textarea id="feedback" name="feedback.1" rows="3" required aria-describedby="feedback-hint feedback-problem"{{#feedback_1_problem}} aria-invalid="true"{{/feedback_1_problem}}>
{{feedback_1:p}}</textarea>
<p class="problem" id="feedback-problem">{{feedback_1_problem}}</p></div>
<p class="actions"><button>Ask for that</button></p>
</form>
<details class="card"{{#has_problems}} open{{/has_problems}}><summary>Change it by hand</summary>
<form method="post" action="/plan/proposal/{{proposal_id}}/edit">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="row">
<div class="field"><label for="o-role">Role</label><input id="o-role" name="plan_overview.target_role" value="{{plan_overview_target_role}}" required maxlength="120"><p class="problem">{{plan_overview_target_role_problem}}</p></div>
<div class="field"><label for="o-weeks">Weeks</label><input id="o-weeks" name="plan_overview.time_horizon_weeks" type="number" min="1" max="104" value="{{plan_overview_time_horizon_weeks}}" required><p class="problem">{{plan_overview_time_horizon_weeks_problem}}</p></div>
</div>
<div class="field"><label for="o-why">Why this plan</label><textarea id="o-why" name="plan_overview.rationale" rows="3">
{{plan_overview_rationale:p}}</textarea></div>
{{#rows}}
<fieldset>
<legend>{{#is_new}}One more topic{{/is_new}}{{#no_is_new}}{{name}}{{/no_is_new}}</legend>
<input type="hidden" name="plan_topics.{{place}}.topic_id" value="{{topic_id}}">
<input type="hidden" name="plan_topics.{{place}}.key" value="{{key}}">
<div class="field"><label for="t{{place}}-name">Name <span class="muted">(empty drops it; three words at most)</span></label><input id="t{{place}}-name" name="plan_topics.{{place}}.name" value="{{name}}" maxlength="60"><p class="problem">{{name_problem}}</p></div>
<div class="row">
<div class="field"><label for="t{{place}}-priority">Priority</label><input id="t{{place}}-priority" name="plan_topics.{{place}}.priority" type="number" min="1" max="99" value="{{priority}}"><p class="problem">{{priority_problem}}</p></div>
<div class="field"><label for="t{{place}}-minutes">Minutes a day</label><input id="t{{place}}-minutes" name="plan_topics.{{place}}.daily_study_minutes" type="number" min="1" max="600" value="{{daily_study_minutes}}"><p class="problem">{{daily_study_minutes_problem}}</p></div>
</div>
<div class="field"><label for="t{{place}}-description">Description</label><input id="t{{place}}-description" name="plan_topics.{{place}}.description" value="{{description}}" maxlength="320"></div>
<div class="field"><label for="t{{place}}-outcome">Expected outcome</label><input id="t{{place}}-outcome" name="plan_topics.{{place}}.expected_outcome" value="{{expected_outcome}}" maxlength="300"></div>
<div class="field"><label for="t{{place}}-shape">Shape of a session</label><input id="t{{place}}-shape" name="plan_topics.{{place}}.prescription" value="{{prescription}}" maxlength="200" placeholder="3 x 4min @ medium"></div>
</fieldset>
{{/rows}}
<p class="actions"><button>Save my changes</button></p>
</form>
</details>
<form method="post" action="/plan/proposal/{{proposal_id}}/decline" class="inline">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<button class="quiet">Decline this proposal</button>
</form>
{{/is_open}}
{{#settled}}
<section class="card">
<h2>{{#is_change}}What it would change{{/is_change}}{{#no_is_change}}What it was made of{{/no_is_change}}</h2>
<ul class="diff">
{{#differences}}
<li><span class="tag">{{kind}}</span> <strong>{{name}}</strong>
{{#from}}<p><del>{{from}}</del></p>{{/from}}
{{#to}}<p><ins>{{to}}</ins></p>{{/to}}
<p class="muted">{{reason}}{{#evidence}} <a href="/attempt/{{attempt_id}}">answer {{number}}</a>{{/evidence}}</p></li>
{{/differences}}
</ul>
</section>
{{/settled}}
<p class="muted">Made by {{made_by_text}}.</p>
