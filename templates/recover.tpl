{{%AUTOESCAPE context="HTML"}}<h1>Set a new password</h1>
<p class="lead">Use one of the ten recovery codes you were given when you signed up, or a code from whoever runs this site.</p>
<form method="post" action="/users/recover" class="card narrow">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<div class="field">
{{>part_username}}
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
{{>part_new_password}}
</div>
<p class="actions"><button class="button">Set the password</button></p>
</form>
