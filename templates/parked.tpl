{{%AUTOESCAPE context="HTML"}}<h1>Kept for you</h1>
{{#no_kept}}<p>Nothing is waiting. <a href="/">Home</a></p>{{/no_kept}}
{{#kept}}
<section class="card">
<p class="muted">You sent this on {{at}}, when your login had run out.</p>
<form method="post" action="{{path}}">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="parked" value="{{parked_id}}">
{{#fields}}
{{#hidden}}<input type="hidden" name="{{name}}" value="{{value:p}}">{{/hidden}}
{{#shown}}<div class="field">
<label>What you wrote<br>
<textarea name="{{name}}" rows="10">
{{value:p}}</textarea></label>
</div>{{/shown}}
{{/fields}}
<details{{#no_has_words}} open{{/no_has_words}}><summary>{{#has_words}}What else you sent{{/has_words}}{{#no_has_words}}What you sent{{/no_has_words}}</summary>
<ul>
{{#fields}}{{#told}}<li>{{label}}: {{value:p}}</li>
{{/told}}{{/fields}}
</ul>
</details>
<p class="actions"><button class="button">Send it now</button></p>
</form>
<form method="post" action="/parked/drop">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="id" value="{{parked_id}}">
<p><button class="quiet">Throw it away</button></p>
</form>
</section>
{{/kept}}
