{{%AUTOESCAPE context="HTML"}}<h1>Your questions</h1>
<p class="waiting">The session is running. The coach is choosing questions for you; this takes a few seconds at most. If you close this page nothing is lost: <a href="/session/{{session_id}}">the session’s page</a> has them.</p>
