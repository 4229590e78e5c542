{{%AUTOESCAPE context="HTML"}}<h1>{{title}}</h1>
{{#wish}}<p class="muted">You asked: {{wish}}</p>{{/wish}}
{{#reply}}<p class="notice">{{reply}}</p>{{/reply}}
<p>Nothing would change by this. {{#after}}<a href="/proposal/{{after}}">The proposal from before</a> stands as it was.{{/after}}{{#no_after}}<a href="/plan/view">Your plan</a> stands as it was.{{/no_after}}</p>
{{#instead_text}}<p class="muted">{{instead_text}}</p>{{/instead_text}}
<form method="post" action="/plan/suggest_changes" class="card on-screen">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>Say it otherwise</h2>
<div class="field"><label for="feedback.1">In your words</label>
<p class="hint" id="feedback-hint">“Less system design, more behavioural”, “only 20 minutes a day”, “drop negotiation”.</p>
{{>part_feedback}}</div>
<p class="actions"><button class="button">Ask for that</button></p>
</form>
<form method="post" action="/plan/suggest_changes" class="card on-screen">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<h2>Or choose</h2>
<p class="hint">You see what would change first. Nothing counts until you approve it.</p>
<ul class="plain rows">
{{#plan_topics}}
<li><p><strong>{{name}}</strong> <span class="muted">{{daily_study_minutes}} min a day</span></p>
<p class="actions"><button class="quiet" name="feedback.1" value="more {{name}}" aria-label="More {{name}}">More</button> <button class="quiet" name="feedback.1" value="less {{name}}" aria-label="Less {{name}}">Less</button> <button class="quiet" name="feedback.1" value="drop {{name}}" aria-label="{{name}} out">Out</button></p></li>
{{/plan_topics}}
</ul>
</form>
<p class="muted">Answered by {{made_by_text}}.</p>
