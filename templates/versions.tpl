{{%AUTOESCAPE context="HTML"}}<h1>Earlier versions of your plan</h1>
<ul class="plain">
{{#versions}}
<li class="card">
<h2><a href="/plan/version/{{version}}">Version {{version}}</a>{{#current}} <span class="tag yes">✓ current</span>{{/current}}</h2>
<p class="muted">Approved {{approved_text}}</p>
<ul>
{{#plan_topics}}<li>{{name}}, {{daily_study_minutes}} min a day</li>
{{/plan_topics}}
</ul>
</li>
{{/versions}}
</ul>
{{#no_versions}}<p>There is no plan yet. <a href="/chat">Tell the coach</a></p>{{/no_versions}}
