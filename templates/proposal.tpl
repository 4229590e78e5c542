{{%AUTOESCAPE context="HTML"}}<h1>{{title}}</h1>
{{#settled}}<div class="notice"><p>This proposal is {{state}}.{{#replaced}} <a href="/proposal">What replaced it</a>{{/replaced}} <a href="/plan/view">Your plan</a></p></div>{{/settled}}
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
{{#reply}}<p class="notice">{{reply}}</p>{{/reply}}
{{#seen}}
<section class="card">
<h2>As you saw it</h2>
{{#plan_overview}}<p class="lead">{{target_role}} · {{total_daily_minutes}} minutes a day · {{time_horizon_weeks}} weeks</p>{{/plan_overview}}
<ul>
{{#plan_topics}}<li>{{name}}, {{daily_study_minutes}} min a day</li>
{{/plan_topics}}
</ul>
<h3>What became of it since</h3>
<ul class="plain rows">
{{#since}}<li><p><strong>{{name}}</strong> <span class="tag">{{kind}}</span></p><p class="change">{{#from}}<del>{{from}}</del> {{/from}}{{#to}}<ins>{{to}}</ins>{{/to}}</p></li>
{{/since}}
</ul>
</section>
<h2>As it is now</h2>
{{/seen}}
{{#no_is_asking}}
{{#plan_overview}}
<p class="lead">{{target_role}} · {{total_daily_minutes}} minutes a day · {{time_horizon_weeks}} weeks</p>
<p>{{rationale}}</p>
{{/plan_overview}}
{{/no_is_asking}}
{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
{{#is_open}}
{{#asks}}
<form method="post" action="/plan/suggest_changes" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="proposal_id" value="{{proposal_id}}">
<p>{{question}}</p>
{{#wish}}<p class="actions"><button name="feedback.1" value="{{wish}}">Yes: {{wish}}</button></p>{{/wish}}
</form>
{{/asks}}
{{#unchanged}}
<p>Nothing in the plan would change.</p>
{{/unchanged}}
{{#no_unchanged}}
<form method="post" action="/plan/approve_plan" class="card accent">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="proposal_id" value="{{proposal_id}}">
<input type="hidden" name="version" value="{{version}}">
<h2>{{#is_change}}What would change{{/is_change}}{{#no_is_change}}What it is made of{{/no_is_change}}</h2>
<p class="hint">Take what you like and leave the rest: only what is ticked will count. Nothing changes until you approve.</p>
<input type="hidden" name="chosen" value="1">
<input type="hidden" name="total_daily_minutes" value="{{total_shown}}">
{{#total_of_ticked}}<p class="notice"><strong>With what is ticked, a day is {{total_of_ticked}} minutes.</strong> Nothing is approved yet: approve once more to take it so, or tick otherwise.</p>{{/total_of_ticked}}
<ul class="plain rows">
{{#asked}}
<li><label class="check"><input type="checkbox" name="take.{{number}}" value="{{number}}"{{#ticked}} checked{{/ticked}}> <span><strong>{{heading}}</strong>{{#is_change}} <span class="tag">{{kind}}</span>{{/is_change}}</span></label>
{{#is_change}}<p class="change">{{#from}}<del>{{from}}</del> {{/from}}{{#to}}<ins>{{to}}</ins>{{/to}}</p>{{/is_change}}{{#no_is_change}}<p>{{to}}</p>{{/no_is_change}}
<p class="muted">{{reason}}{{#evidence}} <a href="/attempt/{{attempt_id}}">answer {{number}}</a>{{/evidence}}</p></li>
{{/asked}}
{{#any_shift}}
<li><details><summary>Minutes of other topics shift with that</summary>
<ul class="plain rows">
{{#shifts}}
<li><label class="check"><input type="checkbox" name="take.{{number}}" value="{{number}}"{{#ticked}} checked{{/ticked}}> <span><strong>{{heading}}</strong>{{#is_change}} <span class="tag">{{kind}}</span>{{/is_change}}</span></label>
{{#is_change}}<p class="change">{{#from}}<del>{{from}}</del> {{/from}}{{#to}}<ins>{{to}}</ins>{{/to}}</p>{{/is_change}}{{#no_is_change}}<p>{{to}}</p>{{/no_is_change}}
<p class="muted">{{reason}}{{#evidence}} <a href="/attempt/{{attempt_id}}">answer {{number}}</a>{{/evidence}}</p></li>
{{/shifts}}
</ul>
</details></li>
{{/any_shift}}
</ul>
<p class="actions"><button class="button">Approve what is ticked</button>{{#no_total_of_ticked}} <span class="muted">All of it makes a day of {{total_shown}} minutes.</span>{{/no_total_of_ticked}}</p>
</form>
{{/no_unchanged}}
<form method="post" action="/plan/suggest_changes" class="card on-screen">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="proposal_id" value="{{proposal_id}}">
<h2>Ask for something different</h2>
<div class="field"><label for="feedback.1">In your words</label>
<p class="hint" id="feedback-hint">“Less system design, more behavioural”, “only 20 minutes a day”, “drop negotiation”.</p>
{{>part_feedback}}</div>
<p class="actions"><button>Ask for that</button></p>
</form>
<details class="card on-screen"{{#editing}} open{{/editing}}><summary>Change it by hand</summary>
<form method="post" action="/plan/proposal/{{proposal_id}}/edit">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="version" value="{{version}}">
<div class="row">
<div class="field"><label for="plan_overview.target_role">Role</label> <input id="plan_overview.target_role" name="plan_overview.target_role" value="{{plan_overview_target_role}}" required maxlength="120" aria-describedby="plan_overview.target_role-problem"{{#plan_overview_target_role_problem}} aria-invalid="true"{{/plan_overview_target_role_problem}}><p class="problem" id="plan_overview.target_role-problem">{{plan_overview_target_role_problem}}</p></div>
<div class="field"><label for="plan_overview.time_horizon_weeks">Weeks</label> <input id="plan_overview.time_horizon_weeks" name="plan_overview.time_horizon_weeks" type="number" min="1" max="104" value="{{plan_overview_time_horizon_weeks}}" required aria-describedby="plan_overview.time_horizon_weeks-problem"{{#plan_overview_time_horizon_weeks_problem}} aria-invalid="true"{{/plan_overview_time_horizon_weeks_problem}}><p class="problem" id="plan_overview.time_horizon_weeks-problem">{{plan_overview_time_horizon_weeks_problem}}</p></div>
</div>
<div class="field"><div><label for="plan_overview.rationale">Why this plan</label></div>
<textarea id="plan_overview.rationale" name="plan_overview.rationale" rows="3" aria-describedby="plan_overview.rationale-problem"{{#plan_overview_rationale_problem}} aria-invalid="true"{{/plan_overview_rationale_problem}}>
{{plan_overview_rationale:p}}</textarea><p class="problem" id="plan_overview.rationale-problem">{{plan_overview_rationale_problem}}</p></div>
{{#rows}}
<fieldset>
<legend>{{#is_new}}One more topic{{/is_new}}{{#no_is_new}}{{name}}{{/no_is_new}}</legend>
<input type="hidden" name="plan_topics.{{place}}.topic_id" value="{{topic_id}}">
<input type="hidden" name="plan_topics.{{place}}.key" value="{{key}}">
<div class="field"><label for="plan_topics.{{place}}.name">Name <span class="muted">(empty drops it; three words at most)</span></label> <input id="plan_topics.{{place}}.name" name="plan_topics.{{place}}.name" value="{{name}}" maxlength="60" aria-describedby="plan_topics.{{place}}.name-problem"{{#name_problem}} aria-invalid="true"{{/name_problem}}><p class="problem" id="plan_topics.{{place}}.name-problem">{{name_problem}}</p></div>
<div class="row">
<div class="field"><label for="plan_topics.{{place}}.priority">Priority</label> <input id="plan_topics.{{place}}.priority" name="plan_topics.{{place}}.priority" type="number" min="1" max="99" value="{{priority}}" aria-describedby="plan_topics.{{place}}.priority-problem"{{#priority_problem}} aria-invalid="true"{{/priority_problem}}><p class="problem" id="plan_topics.{{place}}.priority-problem">{{priority_problem}}</p></div>
<div class="field"><label for="plan_topics.{{place}}.daily_study_minutes">Minutes a day</label> <input id="plan_topics.{{place}}.daily_study_minutes" name="plan_topics.{{place}}.daily_study_minutes" type="number" min="1" max="600" value="{{daily_study_minutes}}" aria-describedby="plan_topics.{{place}}.daily_study_minutes-problem"{{#daily_study_minutes_problem}} aria-invalid="true"{{/daily_study_minutes_problem}}><p class="problem" id="plan_topics.{{place}}.daily_study_minutes-problem">{{daily_study_minutes_problem}}</p></div>
</div>
<div class="field"><label for="plan_topics.{{place}}.description">Description</label> <input id="plan_topics.{{place}}.description" name="plan_topics.{{place}}.description" value="{{description}}" maxlength="320" aria-describedby="plan_topics.{{place}}.description-problem"{{#description_problem}} aria-invalid="true"{{/description_problem}}><p class="problem" id="plan_topics.{{place}}.description-problem">{{description_problem}}</p></div>
<div class="field"><label for="plan_topics.{{place}}.expected_outcome">Expected outcome</label> <input id="plan_topics.{{place}}.expected_outcome" name="plan_topics.{{place}}.expected_outcome" value="{{expected_outcome}}" maxlength="300" aria-describedby="plan_topics.{{place}}.expected_outcome-problem"{{#expected_outcome_problem}} aria-invalid="true"{{/expected_outcome_problem}}><p class="problem" id="plan_topics.{{place}}.expected_outcome-problem">{{expected_outcome_problem}}</p></div>
<div class="field"><label for="plan_topics.{{place}}.prescription">Shape of a session</label> <input id="plan_topics.{{place}}.prescription" name="plan_topics.{{place}}.prescription" value="{{prescription}}" maxlength="200" placeholder="3 x 4min @ medium" aria-describedby="plan_topics.{{place}}.prescription-problem"{{#prescription_problem}} aria-invalid="true"{{/prescription_problem}}><p class="problem" id="plan_topics.{{place}}.prescription-problem">{{prescription_problem}}</p></div>
</fieldset>
{{/rows}}
<p class="actions"><button>Save my changes</button></p>
</form>
</details>
<form method="post" action="/plan/proposal/{{proposal_id}}/decline">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="quiet">Decline this proposal</button></p>
</form>
{{/is_open}}
{{#settled}}
<section class="card">
<h2>{{#is_change}}What it would change{{/is_change}}{{#no_is_change}}What it was made of{{/no_is_change}}</h2>
<ul class="plain rows">
{{#differences}}
<li><p><strong>{{name}}</strong>{{#is_change}} <span class="tag">{{kind}}</span>{{/is_change}}</p>
{{#is_change}}<p class="change">{{#from}}<del>{{from}}</del> {{/from}}{{#to}}<ins>{{to}}</ins>{{/to}}</p>{{/is_change}}{{#no_is_change}}<p>{{to}}</p>{{/no_is_change}}
<p class="muted">{{reason}}{{#evidence}} <a href="/attempt/{{attempt_id}}">answer {{number}}</a>{{/evidence}}</p></li>
{{/differences}}
</ul>
</section>
{{/settled}}
{{#no_is_asking}}<p class="muted">Made by {{made_by_text}}.</p>{{/no_is_asking}}
