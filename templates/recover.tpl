{{%AUTOESCAPE context="HTML"}}<h1>Set a new password</h1>
<p class="lead">Use one of the ten recovery codes you were given when you signed up, or a code from whoever runs this site.</p>
<form method="post" action="/users/recover" class="card narrow">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
<label for="username">User name</label>
<input id="username" name="username" type="text" value="{{username}}" aria-describedby="username-problem" required autocomplete="username" autocapitalize="none" spellcheck="false"{{#username_problem}} aria-invalid="true"{{/username_problem}}>
<p class="problem" id="username-problem">{{username_problem}}</p>
</div>
<div class="field">
<label for="code">Recovery code</label>
<p class="hint" id="code-hint">Each works once. Dashes and capitals do not matter.</p>
<input id="code" name="code" type="text" value="{{code}}" aria-describedby="code-hint code-problem" required autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"{{#code_problem}} aria-invalid="true"{{/code_problem}}>
<p class="problem" id="code-problem">{{code_problem}}</p>
</div>
<div class="field">
<label for="password">New password</label>
<p class="hint" id="password-hint">At least {{min_length}} characters. All your logins end.</p>
<input id="password" name="password" type="password" aria-describedby="password-hint password-problem" required autocomplete="new-password" maxlength="1024"{{#password_problem}} aria-invalid="true"{{/password_problem}}>
<p class="problem" id="password-problem">{{password_problem}}</p>
</div>
<p class="actions"><button class="button">Set the password</button></p>
</form>
