{{%AUTOESCAPE context="HTML"}}<h1>Your plan</h1>
{{#proposal_id}}<div class="notice"><p><strong>A change is waiting for your decision.</strong> <a href="/proposal/{{proposal_id}}">Look at it</a></p></div>{{/proposal_id}}
{{#plan_overview}}
<p class="lead">{{target_role}} · {{total_daily_minutes}} minutes a day · {{time_horizon_weeks}} weeks{{#days_left}} · {{text}}{{/days_left}}</p>
<p>{{rationale}}</p>
{{/plan_overview}}
<h2>The coming days</h2>
<ol class="plain schedule">
{{#schedule}}
{{#new_day}}<li><h3>{{day_text}}</h3></li>{{/new_day}}
<li class="card"><p><strong>{{topic}}</strong> <span class="muted">{{minutes}} min{{#prescription}} · <code>{{prescription}}</code>{{/prescription}}</span>{{#done}} <span class="tag yes">done</span>{{/done}}</p>
{{#can_start}}
<p class="muted">{{why}}</p>
<form method="post" action="/study/start_session">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="topic_id" value="{{topic_id}}">
<input type="hidden" name="planned_study_time" value="{{minutes}}">
<p class="actions"><button class="button">Start</button></p>
</form>
{{/can_start}}
</li>
{{/schedule}}
</ol>
<h2>Topics</h2>
<ul class="days">
{{#plan_topics}}
<li class="card">
<h3>{{priority}}. {{name}} <span class="muted">{{daily_study_minutes}} min a day</span></h3>
<p>{{description}}</p>
<p class="muted">{{expected_outcome}}</p>
<p class="muted"><code>{{prescription}}</code>{{#strength}} · strength {{strength}} of 10{{/strength}}{{#time_spent}} · {{time_spent}} practised{{/time_spent}}</p>
</li>
{{/plan_topics}}
</ul>
<form method="post" action="/plan/suggest_changes" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>Something should change?</h2>
<div class="field"><label for="feedback">Say it in words</label>
<p class="hint" id="feedback-hint">You will see a proposal first, with reasons. Nothing changes until you approve it.</p>
<textarea id="feedback" name="feedback.1" rows="3" required aria-describedby="feedback-hint feedback-problem"{{#feedback_1_problem}} aria-invalid="true"{{/feedback_1_problem}}>
{{feedback_1:p}}</textarea>
<p class="problem" id="feedback-problem">{{feedback_1_problem}}</p></div>
<p class="actions"><button>Ask for a change</button></p>
</form>
<p class="muted">Version {{version}}, approved {{approved_text}}. <a href="/plan/versions">Earlier versions</a> · <a href="/chat">Tell the coach more</a></p>
