{{%AUTOESCAPE context="HTML"}}<h1>Practise</h1>
{{#running}}
<section class="card accent">
<h2>You are in a session</h2>
<p>{{topic}}{{#no_time_over}}, until {{ends_text}}{{/no_time_over}}{{#time_over}}: its time is over{{/time_over}}. Starting another one ends it; its answers are kept.</p>
<p class="actions"><a class="button" href="/session/{{session_id}}">Go on with it</a></p>
</section>
{{/running}}
{{#no_has_plan}}
<section class="card">
<h2>First, a plan</h2>
<p>Sessions are made of the topics of your plan, and you don’t have one yet. Tell the coach a little about yourself and it will propose one.</p>
<p class="actions"><a class="button" href="/chat">Tell the coach</a></p>
</section>
{{/no_has_plan}}
{{#has_plan}}
{{#suggested}}
<form method="post" action="/study/start_session" class="card accent">
<h2>{{#no_not_today}}Suggested now{{/no_not_today}}{{#not_today}}Nothing more is planned for today. Next{{/not_today}}: {{topic}}</h2>
<p class="muted">{{why}}</p>
<p>{{minutes}} minutes: {{shape}}.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="topic_id" value="{{topic_id}}">
<input type="hidden" name="planned_study_time" value="{{minutes}}">
<p class="actions"><button class="button">Start the clock</button></p>
</form>
{{/suggested}}
<form method="post" action="/study/start_session" class="card">
<h2>Another topic or another length</h2>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="row">
<div class="field">
<label for="topic_id">Topic</label>
<select id="topic_id" name="topic_id" required aria-describedby="topic-problem"{{#topic_id_problem}} aria-invalid="true"{{/topic_id_problem}}>
{{#topics}}<option value="{{topic_id}}"{{#chosen}} selected{{/chosen}}>{{topic}}</option>
{{/topics}}
</select>
<p class="problem" id="topic-problem">{{topic_id_problem}}</p>
</div>
<div class="field">
<label for="planned_study_time">Minutes</label>
<input id="planned_study_time" name="planned_study_time" type="number" inputmode="numeric" min="1" max="240" required value="{{planned_study_time}}" aria-describedby="minutes-problem"{{#planned_study_time_problem}} aria-invalid="true"{{/planned_study_time_problem}}>
<p class="problem" id="minutes-problem">{{planned_study_time_problem}}</p>
</div>
</div>
<p class="actions"><button>Start</button></p>
</form>
<form method="post" action="/study/start_session" class="card">
<h2>A shape of your own</h2>
<p>Say how many questions, how long for each, and how hard. You can put several blocks one after the other.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="own-topic">Topic</label>
<select id="own-topic" name="topic_id" required>
{{#topics}}<option value="{{topic_id}}"{{#chosen}} selected{{/chosen}}>{{topic}}</option>
{{/topics}}
</select>
</div>
<div class="field">
<label for="prescription">Shape</label>
<p class="hint" id="prescription-hint">For example <code>3 x 4min @ hard</code>, or <code>2 x 10min @ hard, 3 x 2min @ easy / 30s</code>: two hard questions of ten minutes, then three easy ones of two minutes with half a minute’s pause between them. Levels are easy, medium, hard and mixed.</p>
<input id="prescription" name="prescription" type="text" maxlength="200" required autocapitalize="off" autocorrect="off" spellcheck="false" value="{{prescription}}" aria-describedby="prescription-problem prescription-hint"{{#prescription_problem}} aria-invalid="true"{{/prescription_problem}}>
<p class="problem" id="prescription-problem">{{prescription_problem}}</p>
</div>
<p class="actions"><button>Start</button></p>
</form>
{{/has_plan}}
