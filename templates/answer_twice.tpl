{{%AUTOESCAPE context="HTML"}}<h1>You have answered this already</h1>
<p class="question">{{question}}</p>
<p>The same form came twice with two different texts. Nothing is lost: the first is your answer, the second is kept as a draft.</p>
<section class="card">
<h2>Your answer</h2>
<p class="said">{{answer:p}}</p>
<p><a href="/attempt/{{attempt_id}}">{{#marked}}Its mark: {{score}} of 10{{/marked}}{{#pending}}Its mark is pending{{/pending}}</a></p>
</section>
<section class="card accent">
<h2>The second text, kept as a draft</h2>
<p class="said">{{second:p}}</p>
{{#running}}
<form method="post" action="/study/session/{{session_id}}/open/{{question_id}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<p class="actions"><button class="button">Count it as another try</button> <span class="muted">The question opens again with this text in the box.</span></p>
</form>
{{/running}}
{{#no_running}}<p>The session has ended, so it can’t be counted any more. It stays with the question.</p>{{/no_running}}
</section>
<p><a href="/session/{{session_id}}">Back to the session</a></p>
