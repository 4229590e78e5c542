{{%AUTOESCAPE context="HTML"}}<h1>Your plan</h1>
{{#proposal_id}}<div class="notice"><p><strong>A change is waiting for your decision.</strong> <a href="/proposal/{{proposal_id}}">Look at it</a></p></div>{{/proposal_id}}
{{#interview_was}}<div class="notice"><p><strong>Your interview was on {{interview_was}}. How did it go?</strong> <a href="/chat">Tell the coach</a>: what was asked, what went well, and whether there is another one. The plan goes on until you say so.</p></div>{{/interview_was}}
{{#any_told}}
<form method="post" action="/plan/suggest_new" class="notice">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p><strong>What you told since differs from this plan.</strong></p>
<ul>
{{#told_since}}<li><del>{{before}}</del> <ins>{{now}}</ins>{{#words}} <span class="muted">you said “{{words}}”</span>{{/words}}{{#is_role}}. <strong>Instead of this, or later?</strong> Instead: have it proposed. Later: leave this plan as it is.{{/is_role}}</li>
{{/told_since}}
</ul>
<p class="actions"><button class="button">Propose the change</button></p>
</form>
{{/any_told}}
{{#plan_overview}}
<p class="lead">{{target_role}} · {{total_daily_minutes}} minutes a day · {{time_horizon_weeks}} weeks{{#days_left}} · {{text}}{{/days_left}}</p>
<p>{{rationale}}</p>
{{/plan_overview}}
<h2>The coming days</h2>
{{#week_text}}<p class="muted">Your week: {{week_text}}. <a href="/chat?ask=days#ask">Change</a></p>{{/week_text}}
{{#break_text}}<p class="muted">No practice {{break_text}}: it ends by itself. <a href="/chat?ask=break#ask">Change</a></p>{{/break_text}}
<ol class="plain">
{{#schedule}}
{{#new_day}}<li class="day"><h3>{{day_text}} <span class="muted">{{day_minutes}} min</span></h3></li>{{/new_day}}
<li class="sitting">
<div>
<p><strong>{{topic}}</strong> <span class="muted">{{minutes}} min</span>{{#done}} <span class="tag yes">✓ done</span>{{/done}}</p>
{{#can_start}}<p class="muted">{{why}}</p>{{/can_start}}
{{#prescription}}<p class="muted"><code>{{prescription}}</code></p>{{/prescription}}
</div>
{{#can_start}}
{{>part_start}}
{{/can_start}}
</li>
{{/schedule}}
</ol>
<h2>Topics</h2>
<ul class="plain">
{{#plan_topics}}
<li class="card">
<h3>{{priority}}. {{name}} <span class="muted">{{daily_study_minutes}} min a day</span></h3>
<p>{{description}}</p>
<p class="muted">Then: {{expected_outcome}}</p>
<p class="muted">{{#time_spent}}{{time_spent}} practised · {{/time_spent}}{{#strength}}strength {{strength}} of 10 · {{/strength}}<code>{{prescription}}</code></p>
</li>
{{/plan_topics}}
</ul>
<form method="post" action="/plan/suggest_changes" class="card on-screen">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>Should something change?</h2>
<div class="field"><label for="feedback.1">In your words</label>
<p class="hint" id="feedback-hint">You will see a proposal first, with reasons. Nothing changes until you approve it.</p>
{{>part_feedback}}</div>
<p class="actions"><button>Ask for a change</button></p>
</form>
<p class="muted">Version {{version}}, approved {{approved_text}}. <a href="/plan/versions">Earlier versions</a> · <a href="/chat">Tell the coach more</a></p>
