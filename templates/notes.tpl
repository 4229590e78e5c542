{{%AUTOESCAPE context="HTML"}}<h1>Progress notes</h1>
<p class="lead">What the coach knows of your progress.</p>
<p>Is something wrong or missing? Put it in your own words: they stand before the coach’s, and it never overwrites them.</p>
{{#conflict}}<div class="notice wrong" role="alert"><p><strong>This note was changed meanwhile.</strong> What you typed is still in its box; read what the coach has written since, and keep your words again if they still hold.</p></div>{{/conflict}}
{{#no_notes}}<p>There is nothing to note yet. After your first session this fills by itself.</p>{{/no_notes}}
{{#notes}}
<section class="card">
<h2>{{topic}}{{#no_in_plan}} <span class="tag">not in the plan now</span>{{/no_in_plan}}</h2>
<dl class="pairs">
<dt>Strength</dt><dd>{{#strength_text}}{{strength_text}}{{/strength_text}}{{#no_strength_text}}not known yet{{/no_strength_text}}</dd>
<dt>Time spent</dt><dd>{{#time_text}}{{time_text}} in {{sessions}} {{#one_session}}session{{/one_session}}{{#no_one_session}}sessions{{/no_one_session}}{{/time_text}}{{#no_time_text}}none yet{{/no_time_text}}</dd>
{{#last_text}}<dt>Last practised</dt><dd>{{last_text}}</dd>{{/last_text}}
</dl>
{{#text}}<p class="said">{{text:p}}</p>{{/text}}
{{#no_text}}<p class="muted">The coach has written nothing here yet.</p>{{/no_text}}
{{>part_correct}}
</section>
{{/notes}}
{{#general}}
<section class="card">
<h2>{{topic}}</h2>
{{#text}}<p class="said">{{text:p}}</p>{{/text}}
{{>part_correct}}
</section>
{{/general}}
<p class="actions"><a href="/notes.md" download>Download as one Markdown file</a></p>
