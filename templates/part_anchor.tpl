{{%AUTOESCAPE context="HTML"}}<p>{{#landed}}<span class="tag yes">✓ landed</span>{{/landed}}{{#no_landed}}{{#no_perhaps}}<span class="tag no">not yet</span>{{/no_perhaps}}{{#perhaps}}<span class="tag may">perhaps</span>{{/perhaps}}{{/no_landed}} <strong><span class="n">{{n}}</span> {{name}}</strong></p>
<p>{{anchor}}</p>
{{#perhaps}}<p class="quote">Did you say this? <q>{{perhaps}}</q></p>{{/perhaps}}
