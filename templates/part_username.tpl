{{%AUTOESCAPE context="HTML"}}<label for="username">User name</label>
<input id="username" name="username" type="text" value="{{username}}" aria-describedby="username-problem" required autocomplete="username" autocapitalize="none" spellcheck="false"{{#username_problem}} aria-invalid="true"{{/username_problem}}>
<p class="problem" id="username-problem">{{username_problem}}</p>
