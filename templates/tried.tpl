{{%AUTOESCAPE context="HTML"}}<h1>Your first mark</h1>
{{#question}}<p class="question">{{question}}</p>{{/question}}
<section class="card">
{{#mark}}
{{#no_score}}<h2>Not marked</h2>
<p class="lead">{{why}}</p>{{/no_score}}
{{#score}}<p class="score"><strong>{{score}}</strong><span> of 10</span></p>
<p class="lead">{{meaning}}</p>
{{#positive_feedback}}<p class="keep"><strong>Keep.</strong> {{value}}</p>{{/positive_feedback}}
{{#improvement_areas}}<p class="improve"><strong>Improve.</strong> {{value}}</p>{{/improvement_areas}}
{{#confidence}}<p class="muted">{{confidence}}</p>{{/confidence}}{{/score}}
{{/mark}}
</section>
<section class="card" aria-labelledby="said">
<h2 id="said">Your answer</h2>
<div class="beside">
{{>part_said}}
{{#marked}}<div class="anchors">
<h3>What a strong answer lands</h3>
{{#missing}}
<div class="anchor" id="anchor-{{n}}">
{{>part_anchor}}
</div>
{{/missing}}
{{#hits}}
<div class="anchor" id="anchor-{{n}}">
{{>part_anchor}}
</div>
{{/hits}}
</div>{{/marked}}
</div>
</section>
<p>Nothing of this was stored. <a href="/try">Try it once more</a></p>
{{#no_logged_in}}
<form method="post" action="/users/create" class="card narrow">
<h2>Keep it and go on</h2>
<p>Sign up, and your answer comes with you. No e-mail address is asked for.</p>
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
{{#question}}<input type="hidden" name="try_question" value="{{question}}">{{/question}}
<input type="hidden" name="try_answer" value="{{answer:p}}">
<div class="field">
<label for="username">User name</label>
<p class="hint" id="username-hint">3 to 32 letters, digits, dots or dashes. Nobody else sees it.</p>
<input id="username" name="username" type="text" aria-describedby="username-hint" required autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="32">
</div>
<div class="field">
<label for="password">Password</label>
<p class="hint" id="password-hint">At least {{min_length}} characters. A short sentence works well.</p>
<input id="password" name="password" type="password" aria-describedby="password-hint" required autocomplete="new-password" maxlength="1024">
</div>
<p class="actions"><button class="button">Sign up and keep it</button></p>
</form>
{{/no_logged_in}}
