{{%AUTOESCAPE context="HTML"}}<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<label class="unseen">User name <input type="text" value="{{username}}" readonly autocomplete="username"></label>
<div class="field">
<label for="{{box}}">Current password</label>
<input id="{{box}}" name="current" type="password" aria-describedby="{{box}}-problem" required autocomplete="current-password" maxlength="1024"{{#current_problem}} aria-invalid="true"{{/current_problem}}>
<p class="problem" id="{{box}}-problem">{{current_problem}}</p>
</div>
