{{%AUTOESCAPE context="HTML"}}<div class="hero">
<h1>Practise for your interview, in the quiet before it.</h1>
<p class="lead">Tell the coach which job you are going for. Settle a plan you can keep. Answer real questions against the clock, and learn from each answer what a strong one must land.</p>
</div>
<form method="post" action="/try" class="card">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="q" value="{{#question}}{{key}}{{/question}}">
<h2>Try one question now</h2>
<p class="question">{{#question}}{{question}}{{/question}}</p>
<div class="field">
<label for="answer">Your answer</label>
<p class="hint" id="answer-hint">Type it as you would say it. Nothing is stored; no account is needed.</p>
<textarea id="answer" name="answer" rows="8" required aria-describedby="answer-hint"></textarea>
</div>
<p class="actions"><button class="button">Mark my answer</button></p>
</form>
<ul class="facts">
<li><strong>Yours alone.</strong> Every word is sealed under a key of your own.</li>
<li><strong>Nothing changes without you.</strong> The plan adapts when you say yes, with reasons.</li>
<li><strong>Nothing follows you.</strong> No trackers, and it works in any browser, without JavaScript too.</li>
</ul>
<p class="actions"><a class="button" href="/signup">Sign up</a> <a href="/login">Log in</a></p>
