{{%AUTOESCAPE context="HTML"}}<h1>Log in</h1>
{{#kept}}
<div class="notice" role="status"><p><strong>Your login had run out, and what you wrote is kept.</strong> Log in and it is waiting for you.</p></div>
{{/kept}}
<form method="post" action="/users/login" class="card narrow">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="next" value="{{next}}">
<div class="field">
{{>part_username}}
</div>
<div class="field">
<label for="password">Password</label>
<input id="password" name="password" type="password" aria-describedby="password-problem" required autocomplete="current-password" maxlength="1024"{{#password_problem}} aria-invalid="true"{{/password_problem}}>
<p class="problem" id="password-problem">{{password_problem}}</p>
</div>
<p class="actions"><button class="button">Log in</button></p>
</form>
<p><a href="/recover">I forgot my password</a> · <a href="/signup">Sign up</a></p>
