{{%AUTOESCAPE context="HTML"}}<h1>Looking back</h1>
<p class="waiting">The coach is going through your answers. If you close this page nothing is lost: <a href="/session/{{session_id}}/summary">the summary</a> will have it.</p>
