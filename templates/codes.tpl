{{%AUTOESCAPE context="HTML"}}<h1>Your recovery codes</h1>
<p class="lead">These ten codes are the only way back in if you forget your password. They are shown once, now. Print them or write them down.</p>
<ol class="codes card">
{{#codes}}
<li><code>{{value}}</code></li>
{{/codes}}
</ol>
<p>Each code works once, on the page <a href="/recover">Set a new password</a>. You can make new ones in the settings.</p>
<p class="actions"><a class="button" href="/">I have kept them: go on</a></p>
