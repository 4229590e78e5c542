{{%AUTOESCAPE context="HTML"}}<input id="password" name="password" type="password" aria-describedby="password-hint password-problem" required autocomplete="new-password" maxlength="1024"{{#password_problem}} aria-invalid="true"{{/password_problem}}>
<p class="problem" id="password-problem">{{password_problem}}</p>
