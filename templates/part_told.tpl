{{%AUTOESCAPE context="HTML"}}{{#parts}}
{{#told}}
<h2>{{label}}</h2>
<p class="said">{{value:p}}</p>
{{/told}}
{{/parts}}
