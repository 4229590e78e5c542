{{%AUTOESCAPE context="HTML"}}{{#streamed}}{{#failed}}<div class="notice" role="alert"><p><strong>The coach could not finish this just now.</strong> {{trouble_text}} All answers are kept, and it will be done by itself within the hour. Or try once more.</p></div>{{/failed}}{{#elsewhere}}<div class="notice"><p><strong>Your session is being looked back at in another window.</strong> Reload this page in a moment.</p></div>{{/elsewhere}}
<h2>{{topic}}</h2>{{/streamed}}
{{#no_streamed}}<h1>Summary: {{topic}}</h1>{{/no_streamed}}
<p class="muted">{{started_text}}{{#ended_by_clock}} · ended by the clock{{/ended_by_clock}}{{#abandoned}} · closed after a long pause{{/abandoned}}</p>
{{#running}}<div class="notice"><p>This session is still running. <a href="/session/{{session_id}}">Go on with it</a></p></div>{{/running}}
{{#tally}}
<section class="card">
<h2>What you did</h2>
<dl class="pairs">
<dt>Time</dt><dd>{{spent_text}}</dd>
<dt>Questions</dt><dd>{{questions_answered}} of {{questions_offered}} answered</dd>
<dt>Answers</dt><dd>{{attempts}}</dd>
<dt>Best score</dt><dd>{{#best_score}}{{best_score}} of 10{{/best_score}}{{#no_best_score}}no mark yet{{/no_best_score}}</dd>
{{#skipped}}<dt>Skipped</dt><dd>{{skipped}}</dd>{{/skipped}}
{{#late}}<dt>Late</dt><dd>{{late}}</dd>{{/late}}
{{#pending}}<dt>Marks to come</dt><dd>{{pending}}</dd>{{/pending}}
{{#not_marked}}<dt>Not marked</dt><dd>{{not_marked}}</dd>{{/not_marked}}
</dl>
</section>
{{/tally}}
{{#no_running}}
<section class="card">
<h2>In the coach’s words</h2>
{{#narrative}}<p class="said">{{narrative:p}}</p>{{/narrative}}
{{#no_narrative}}<p>The coach looks back at this session within the hour, and brings your progress and your next questions up to date. You can have it at once.</p>{{/no_narrative}}
{{#to_reconcile}}
<form method="post" action="/session/{{session_id}}/reconcile">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="button">Look back now</button></p>
</form>
{{/to_reconcile}}
</section>
{{/no_running}}
{{#has_focus}}
<section>
<h2>What comes next</h2>
<ul>
{{#focus}}<li>{{question}} <span class="muted">{{reason}}</span></li>
{{/focus}}
</ul>
</section>
{{/has_focus}}
{{#tally}}
{{#attempts}}
<section class="card">
<h2>What you answered</h2>
<ul class="plain rows">
{{#question_attempts}}
<li>
<h3>{{question}}</h3>
<p>{{#best_score_here}}<strong>{{best_score_here}} of 10</strong>{{/best_score_here}}{{#no_best_score_here}}{{#to_come}}Mark to come{{/to_come}}{{#no_to_come}}Not marked{{/no_to_come}}{{/no_best_score_here}}{{#tried_again}}, best of {{tries}} tries{{/tried_again}}</p>
{{#best_anchors}}<p><span class="tag yes">✓ landed</span> <strong>{{name}}</strong>: {{anchor}}</p>
{{/best_anchors}}
</li>
{{/question_attempts}}
</ul>
</section>
{{/attempts}}
{{/tally}}
<h2>All questions</h2>
<ul>
{{#questions}}<li>{{question}} {{#attempt_id}}<a href="/attempt/{{attempt_id}}">{{#last_score}}{{last_score}} of 10{{/last_score}}{{#last_pending}}mark to come{{/last_pending}}{{#last_not_marked}}not marked{{/last_not_marked}}</a>{{/attempt_id}}{{#is_skipped}}<span class="tag no">skipped</span>{{/is_skipped}}</li>
{{/questions}}
</ul>
<p class="actions"><a class="button" href="/study">Practise more</a> <a href="/">Home</a></p>
