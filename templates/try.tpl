{{%AUTOESCAPE context="HTML"}}<h1>Try one question</h1>
<form method="post" action="/try" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
{{#question}}<input type="hidden" name="q" value="{{key}}">
<p class="question">{{question}}</p>
<p class="muted">A fair answer takes about {{seconds_text}}.</p>{{/question}}
<div class="field">
<label for="answer">Your answer</label>
<textarea id="answer" name="answer" rows="10" required aria-describedby="answer-problem"{{#answer_problem}} aria-invalid="true"{{/answer_problem}}>
{{answer:p}}</textarea>
<p class="problem" id="answer-problem">{{answer_problem}}</p>
</div>
<p class="actions"><button class="button">Mark my answer</button></p>
</form>
