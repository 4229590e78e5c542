{{%AUTOESCAPE context="HTML"}}<h1>{{what}}</h1>
{{#kept}}<p class="lead">{{kept}}</p>{{/kept}}
<p>{{next}}</p>
{{#to_login}}<p><a href="/login" target="_blank" rel="noopener">Log in in a new tab</a>, then come back to this one.</p>{{/to_login}}
{{#no_has_sent}}<p class="actions"><a class="button" href="/">Home</a></p>{{/no_has_sent}}
{{#has_sent}}
<form method="post" action="{{path}}" class="card">
{{#has_words}}<h2>What you wrote</h2>{{/has_words}}
<input type="hidden" name="token" value="{{token}}">
{{#sent}}
{{#hidden}}<input type="hidden" name="{{name}}" value="{{value:p}}">{{/hidden}}
{{#shown}}<div class="field">
<div><label for="sent-{{name}}">{{label}}</label></div>
<textarea id="sent-{{name}}" name="{{name}}" rows="8">
{{value:p}}</textarea>
</div>{{/shown}}
{{/sent}}
<details{{#no_has_words}} open{{/no_has_words}}><summary>{{#has_words}}What else you sent{{/has_words}}{{#no_has_words}}What you sent{{/no_has_words}}</summary>
<ul>
{{#sent}}{{#told}}<li>{{label}}: {{value:p}}</li>
{{/told}}{{/sent}}
</ul>
</details>
<p class="hint">Sent twice it still counts once.</p>
<p class="actions"><button class="button">Send it again</button> <a href="/">Home</a></p>
</form>
{{/has_sent}}
<p class="muted">If you ask for help, give this number: <code>{{request_id}}</code></p>
