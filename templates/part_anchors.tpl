{{%AUTOESCAPE context="HTML"}}{{#missing}}
<div class="anchor" id="anchor-{{n}}">
<p>{{#no_perhaps}}<span class="tag no">not yet</span>{{/no_perhaps}}{{#perhaps}}<span class="tag may">perhaps</span>{{/perhaps}} <strong><span class="n">{{n}}</span> {{name}}</strong></p>
<p>{{anchor}}</p>
{{#perhaps}}<p class="quote">Did you say this? <q>{{perhaps}}</q></p>{{/perhaps}}
</div>
{{/missing}}
{{#hits}}
<div class="anchor" id="anchor-{{n}}">
<p><span class="tag yes">✓ landed</span> <strong><span class="n">{{n}}</span> {{name}}</strong></p>
<p>{{anchor}}</p>
</div>
{{/hits}}
