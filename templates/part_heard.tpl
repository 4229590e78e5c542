{{%AUTOESCAPE context="HTML"}}{{#has_understood}}
<section class="card" id="understood">
<h2>What I understood</h2>
<ul class="plain rows">
{{#understood}}
<li><p id="understood-{{place}}">{{text}}{{#unsure}} <span class="tag no">please check</span>{{/unsure}}</p>
<p class="muted">{{source}} · <a href="{{change}}" aria-describedby="understood-{{place}}">Change</a></p></li>
{{/understood}}
</ul>
</section>
{{/has_understood}}
