{{%AUTOESCAPE context="HTML"}}<h1>Your answer</h1>
<p class="waiting"><strong>Saved.</strong> The coach is reading it now. If you close this page nothing is lost: <a href="/attempt/{{attempt_id}}">the mark</a> will be there.</p>
