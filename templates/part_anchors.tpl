{{%AUTOESCAPE context="HTML"}}{{#missing}}
<div class="anchor" id="anchor-{{n}}">
<p>{{#no_perhaps}}<span class="tag no">not yet</span>{{/no_perhaps}}{{#perhaps}}<span class="tag may">perhaps</span>{{/perhaps}} <strong><span class="n">{{n}}</span> {{name}}</strong></p>
<p>{{anchor}}</p>
{{#perhaps}}<p class="quote">Did you say this? <q>{{perhaps}}</q></p>
{{#can_say}}<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<input type="hidden" name="landed" value="1">
<input type="hidden" name="quote" value="{{perhaps}}">
<button class="small">Yes, I said that</button>
</form>{{/can_say}}{{/perhaps}}
{{#can_say}}
{{#quote_given}}<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<input type="hidden" name="landed" value="1">
<input type="hidden" name="quote" value="{{quote_given}}">
<p class="muted">You put this right. <button class="small">I did say it</button></p>
</form>{{/quote_given}}
{{#no_quote_given}}<details><summary>I said that{{#perhaps}} elsewhere{{/perhaps}}</summary>
<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<input type="hidden" name="landed" value="1">
<label for="quote-{{n}}">In which sentence?</label>
<select id="quote-{{n}}" name="quote">
{{#sentences}}<option value="{{value}}">{{value}}</option>
{{/sentences}}
</select>
<p class="actions"><button class="small">Put it right</button></p>
</form>
</details>{{/no_quote_given}}
{{/can_say}}
</div>
{{/missing}}
{{#hits}}
<div class="anchor" id="anchor-{{n}}">
<p><span class="tag yes">✓ landed</span> <strong><span class="n">{{n}}</span> {{name}}</strong></p>
<p>{{anchor}}</p>
{{#can_say}}<form method="post" action="/attempt/{{attempt_id}}/correct">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="name" value="{{name}}">
<p class="muted">{{#corrected}}You put this right. {{/corrected}}<button class="quiet">I didn’t{{#no_corrected}} say that{{/no_corrected}}</button></p>
</form>{{/can_say}}
</div>
{{/hits}}
