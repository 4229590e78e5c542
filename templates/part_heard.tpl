{{%AUTOESCAPE context="HTML"}}{{#has_understood}}
<section class="card" id="understood">
<h2>What I understood</h2>
<ul class="plain rows">
{{#understood}}
<li><p id="understood-{{place}}">{{text}}{{#unsure}} <span class="tag no">please check</span>{{/unsure}}</p>
<p class="muted">{{source}} · <a href="{{change}}" aria-describedby="understood-{{place}}">Change</a></p></li>
{{/understood}}
</ul>
{{#to_confirm}}
<form method="post" action="/plan/confirm">
<input type="hidden" name="token" value="{{token}}">
<input type="hidden" name="form" value="{{form}}">
<input type="hidden" name="version" value="{{facts_version}}">
<p class="actions"><button>All of this is right</button></p>
</form>
{{/to_confirm}}
</section>
{{/has_understood}}
