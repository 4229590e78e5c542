{{%AUTOESCAPE context="HTML"}}<ul class="anchors">
{{#anchors}}
<li>
<p>{{#landed}}<span class="tag yes">✓ landed</span>{{/landed}}{{#no_landed}}<span class="tag no">not yet</span>{{/no_landed}} <strong>{{name}}</strong></p>
<p>{{anchor}}</p>
{{#quote}}<p class="quote">You said: <q>{{quote}}</q></p>{{/quote}}
</li>
{{/anchors}}
</ul>
