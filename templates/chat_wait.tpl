{{%AUTOESCAPE context="HTML"}}<h1>Tell the coach</h1>
{{#said}}<div class="bubble user"><p>{{said:p}}</p></div>{{/said}}
<p class="muted waiting" role="status">Saved. The coach is answering.</p>
