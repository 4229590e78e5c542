{{%AUTOESCAPE context="HTML"}}{{#has_understood}}
<section class="card" id="understood">
<h2>What I understood</h2>
<ul class="plain rows">
{{#understood}}
<li><p>{{text}}{{#unsure}} <span class="tag no">please check</span>{{/unsure}}</p>
<p class="muted">{{source}} · <a href="{{change}}">Change<span class="unseen">: {{text}}</span></a></p></li>
{{/understood}}
</ul>
</section>
{{/has_understood}}
