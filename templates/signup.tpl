{{%AUTOESCAPE context="HTML"}}<h1>Sign up</h1>
<p class="lead">A user name and a password are enough. No e-mail address is asked for.</p>
<form method="post" action="/users/create" class="card narrow">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="username">User name</label>
<p class="hint" id="username-hint">3 to 32 letters, digits, dots or dashes. Nobody else sees it.</p>
<input id="username" name="username" type="text" value="{{username}}" aria-describedby="username-hint username-problem" required autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="32"{{#username_problem}} aria-invalid="true"{{/username_problem}}>
<p class="problem" id="username-problem">{{username_problem}}</p>
</div>
<div class="field">
<label for="password">Password</label>
<p class="hint" id="password-hint">At least {{min_length}} characters. A short sentence works well; paste from a password manager works too.</p>
{{>part_new_password}}
</div>
<div class="field">
<label for="name">What should we call you? <span class="muted">(optional)</span></label>
<input id="name" name="name" type="text" value="{{name}}" aria-describedby="name-problem" autocomplete="given-name" maxlength="80"{{#name_problem}} aria-invalid="true"{{/name_problem}}>
<p class="problem" id="name-problem">{{name_problem}}</p>
</div>
<div class="field">
<label for="zone">Your time zone</label>
<p class="hint" id="zone-hint">Like Europe/Berlin or America/New_York. It decides when your day begins.</p>
<input id="zone" name="zone" type="text" value="{{zone}}" aria-describedby="zone-hint zone-problem" maxlength="64" autocapitalize="none" spellcheck="false"{{#zone_problem}} aria-invalid="true"{{/zone_problem}}>
<p class="problem" id="zone-problem">{{zone_problem}}</p>
</div>
<input type="hidden" name="try_question" value="{{try_question}}">
<input type="hidden" name="try_answer" value="{{try_answer:p}}">
{{#try_answer}}<p class="hint">The answer you tried will be kept with your account.</p>{{/try_answer}}
<p class="actions"><button class="button">Sign up</button></p>
</form>
<p>Already here? <a href="/login">Log in</a></p>
