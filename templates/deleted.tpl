{{%AUTOESCAPE context="HTML"}}<h1>Your account is gone</h1>
<p class="lead">Everything you wrote here has been deleted, and the key that could open it is destroyed.</p>
<p>Copies in backups can’t be read without this site’s master keys, and end when the backups do. Good luck out there.</p>
<p class="actions"><a class="button" href="/">Front page</a></p>
