{{%AUTOESCAPE context="HTML"}}{{#streamed}}{{#failed}}<div class="notice" role="alert"><p><strong>The coach could not finish the review just now.</strong> {{trouble_text}} Your plan stays as it is. It will be tried again by itself within the hour, or press the button once more.</p></div>{{/failed}}
{{#elsewhere}}<div class="notice"><p><strong>The review is running already.</strong> Look again in a moment: <a href="/review">the review</a></p></div>{{/elsewhere}}{{/streamed}}
{{#no_streamed}}<h1>The daily review</h1>
<p class="lead">Once a day the coach weighs all your progress. It either finds that the plan stands, or proposes a change, which waits for your approval.</p>{{/no_streamed}}
{{#no_has_plan}}<section class="card"><p>There is no plan to look at yet.</p><p class="actions"><a class="button" href="/chat">Tell the coach</a></p></section>{{/no_has_plan}}
{{#latest}}
<section class="card accent">
<h2>{{day_text}}: {{#stands}}the plan stands{{/stands}}{{#no_stands}}a change is proposed{{/no_stands}}</h2>
<p class="said">{{summary:p}}</p>
<ul>
{{#reasons}}<li>{{value}}</li>
{{/reasons}}
</ul>
{{#proposal_id}}<p class="actions"><a class="button" href="/proposal/{{proposal_id}}">Look at the proposal</a></p>{{/proposal_id}}
</section>
{{/latest}}
{{#can_run}}
<form method="post" action="/review/run" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p>Today’s review has not been done yet. The coach does it by itself during the day, or now.</p>
{{#no_streamed}}{{#unanswered_text}}<p>When it was tried last, it could not be done. {{unanswered_text}}</p>{{/unanswered_text}}{{/no_streamed}}
<p class="actions"><button class="button">Review my progress now</button></p>
</form>
{{/can_run}}
{{#done_today}}<p class="muted">Today’s review is done. The next one can be had tomorrow.</p>{{/done_today}}
{{#has_history}}
<h2>Earlier</h2>
{{#history}}
<details class="card"><summary>{{day_text}}: {{#stands}}the plan stood{{/stands}}{{#no_stands}}a change was proposed{{/no_stands}}</summary>
<p class="said">{{summary:p}}</p>
<ul>
{{#reasons}}<li>{{value}}</li>
{{/reasons}}
</ul>
{{#proposal_id}}<p><a href="/proposal/{{proposal_id}}">The proposal</a></p>{{/proposal_id}}
</details>
{{/history}}
{{/has_history}}
