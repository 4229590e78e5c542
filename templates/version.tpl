{{%AUTOESCAPE context="HTML"}}<h1>{{title}}</h1>
<p class="muted">Approved {{approved_text}}{{#current}} <span class="tag yes">✓ current</span>{{/current}}</p>
{{#plan_overview}}<p class="lead">{{target_role}} · {{total_daily_minutes}} minutes a day · {{time_horizon_weeks}} weeks</p><p>{{rationale}}</p>{{/plan_overview}}
<ul class="plain">
{{#plan_topics}}
<li class="card">
<h2>{{priority}}. {{name}} <span class="muted">{{daily_study_minutes}} min a day</span></h2>
<p>{{description}}</p>
<p class="muted">Then: {{expected_outcome}}</p>
<p class="muted"><code>{{prescription}}</code></p>
</li>
{{/plan_topics}}
</ul>
{{#no_current}}
<form method="post" action="/plan/version/{{version}}/propose">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button>Propose this version again</button></p>
</form>
{{/no_current}}
<p><a href="/plan/versions">All versions</a></p>
