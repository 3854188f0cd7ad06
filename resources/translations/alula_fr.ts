<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>BackUpDialog</name>
    <message>
        <source>&amp;Leave out by rules of my own</source>
        <translation>E&amp;xclure selon mes propres règles</translation>
    </message>
    <message>
        <source>Back up %1</source>
        <translation>Sauvegarder %1</translation>
    </message>
    <message>
        <source>&amp;Back up %1</source>
        <translation>&amp;Sauvegarder %1</translation>
    </message>
    <message>
        <source>&amp;Note, to be kept with it:</source>
        <translation>&amp;Note, gardée avec elle&#xa0;:</translation>
    </message>
    <message>
        <source>Its last good backup is of %1. The server goes on meanwhile.</source>
        <translation>Sa dernière bonne sauvegarde date du %1. Le serveur continue pendant ce temps.</translation>
    </message>
    <message>
        <source>It has no good backup yet. The server goes on meanwhile.</source>
        <translation>Il n’a pas encore de bonne sauvegarde. Le serveur continue pendant ce temps.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>before the update</source>
        <translation>avant la mise à jour</translation>
    </message>
    <message>
        <source>Else the server&apos;s own file says what is left out: .pelicanignore or .pteroignore</source>
        <translation>Sinon, le fichier du serveur dit ce qui est exclu&#xa0;: .pelicanignore ou .pteroignore</translation>
    </message>
    <message>
        <source>Rules of what is left out, as in .gitignore, one a line</source>
        <translation>Règles de ce qui est exclu, comme dans .gitignore, une par ligne</translation>
    </message>
    <message>
        <source>As in .gitignore, one a line:
logs/
*.tmp</source>
        <translation>Comme dans .gitignore, une par ligne&#xa0;:
logs/
*.tmp</translation>
    </message>
    <message>
        <source>Whether it was started is not known: Activity shows it. (%1)</source>
        <translation>On ne sait pas si elle a été lancée&#xa0;: Activité le montre. (%1)</translation>
    </message>
    <message>
        <source>No backup was started, and nothing was changed. Try again. (%1)</source>
        <translation>Aucune sauvegarde n’a été lancée, et rien n’a été modifié. Réessayez. (%1)</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>&amp;Note of the backup of %1, %2:</source>
        <translation>&amp;Note de la sauvegarde de %1, %2&#xa0;:</translation>
    </message>
    <message>
        <source>The note was not saved; the old one is still there. Try again. (%1)</source>
        <translation>La note n’a pas été enregistrée&#xa0;; l’ancienne est toujours là. Réessayez. (%1)</translation>
    </message>
</context>
<context>
    <name>OverviewBanner</name>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Message reçu</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Connexion à %1…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Copy fix</source>
        <translation>Copier la solution</translation>
    </message>
    <message>
        <source>Show ssh output</source>
        <translation>Afficher la sortie de ssh</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>About Alula</source>
        <translation>À propos d’Alula</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Alula %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Backups for the nodes of game panels: browse, search, compare, restore.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;Alula %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Sauvegardes pour les nœuds des panneaux de jeu&#xa0;: parcourir, chercher, comparer, restaurer.&lt;/p&gt;&lt;p&gt;Logiciel libre sous licence GNU General Public License, version 3 ou ultérieure.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Import an archive…</source>
        <translation>&amp;Importer une archive…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>Export list as &amp;text…</source>
        <translation>Exporter la liste en &amp;texte…</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>&amp;Copier l’id</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>&amp;Note…</translation>
    </message>
    <message>
        <source>&amp;Pin or unpin</source>
        <translation>Épin&amp;gler ou désépingler</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtrer</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Back up now…</source>
        <translation>&amp;Sauvegarder maintenant…</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restaurer…</translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation>&amp;Annuler la restauration…</translation>
    </message>
    <message>
        <source>Bro&amp;wse</source>
        <translation>&amp;Parcourir</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Co&amp;mparer</translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation>Comparer à l’é&amp;tat actuel</translation>
    </message>
    <message>
        <source>Versions of this &amp;file</source>
        <translation>Versions de ce &amp;fichier</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Vérifier</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>S&amp;upprimer…</translation>
    </message>
    <message>
        <source>Delete &amp;all of this server…</source>
        <translation>Tout supprimer &amp;de ce serveur…</translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation>Arrêter &amp;la tâche</translation>
    </message>
    <message>
        <source>&amp;Parent folder</source>
        <translation>&amp;Dossier parent</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>Act&amp;ualiser</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>Dé&amp;tails</translation>
    </message>
</context>
<context>
    <name>alula::gui::ActivityPage</name>
    <message numerus="yes">
        <source>%n job(s) written.</source>
        <translation>
            <numerusform>%n tâche écrite.</numerusform>
            <numerusform>%n tâches écrites.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list was not written: %1</source>
        <translation>La liste n’a pas été écrite&#xa0;: %1</translation>
    </message>
    <message>
        <source>State of the jobs</source>
        <translation>État des tâches</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Tous les états</translation>
    </message>
    <message>
        <source>Running or queued</source>
        <translation>En cours ou en attente</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>With warnings</source>
        <translation>Avec avertissements</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminées</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Arrêtées</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Finies</translation>
    </message>
    <message>
        <source>Server of the jobs</source>
        <translation>Serveur des tâches</translation>
    </message>
    <message>
        <source>Kind of the jobs</source>
        <translation>Type des tâches</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Tous les types</translation>
    </message>
    <message>
        <source>Filter: id, backup, who, error</source>
        <translation>Filtrer&#xa0;: id, auteur, erreur</translation>
    </message>
    <message>
        <source>Filter the list of jobs</source>
        <translation>Filtrer la liste des tâches</translation>
    </message>
    <message>
        <source>Export &amp;text…</source>
        <translation>Exporter en &amp;texte…</translation>
    </message>
    <message>
        <source>Writes this list to a text file</source>
        <translation>Écrit cette liste dans un fichier texte</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Tâches</translation>
    </message>
    <message>
        <source>&amp;Open its backup</source>
        <translation>&amp;Ouvrir sa sauvegarde</translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation>Arrêter &amp;la tâche</translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation>&amp;Annuler la restauration…</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>&amp;Copier l’id</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>All servers</source>
        <translation>Tous les serveurs</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Activity of %1</source>
        <translation>Activité de %1</translation>
    </message>
    <message>
        <source>Nothing was done here yet. Backups, restores and all else show up here, with their logs.</source>
        <translation>Rien n’a encore été fait ici. Sauvegardes, restaurations et tout le reste apparaissent ici, avec leurs journaux.</translation>
    </message>
    <message>
        <source>No job matches.</source>
        <translation>Aucune tâche ne correspond.</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Effacer</translation>
    </message>
    <message>
        <source>There is no connection to %1. This is as of %2; its jobs go on.</source>
        <translation>Pas de connexion à %1. État à %2&#xa0;; ses tâches continuent.</translation>
    </message>
    <message>
        <source>The list of jobs could not be read; nothing was changed. Try again. (%1)</source>
        <translation>La liste des tâches n’a pas pu être lue&#xa0;; rien n’a été modifié. Réessayez. (%1)</translation>
    </message>
    <message>
        <source>This job is not kept any more: %1</source>
        <translation>Cette tâche n’est plus conservée&#xa0;: %1</translation>
    </message>
    <message>
        <source>Only a restore can be taken back.</source>
        <translation>Seule une restauration peut être annulée.</translation>
    </message>
    <message>
        <source>What this restore replaced is not kept any more.</source>
        <translation>Ce que cette restauration a remplacé n’est plus conservé.</translation>
    </message>
    <message>
        <source>Select a job first.</source>
        <translation>Sélectionnez d’abord une tâche.</translation>
    </message>
    <message>
        <source>There is nothing in the list to write.</source>
        <translation>Rien à écrire dans la liste.</translation>
    </message>
    <message>
        <source>This job has ended already.</source>
        <translation>Cette tâche est déjà finie.</translation>
    </message>
    <message>
        <source>It is being cancelled.</source>
        <translation>Elle est en cours d’arrêt.</translation>
    </message>
    <message>
        <source>This job is about no single backup.</source>
        <translation>Cette tâche ne porte pas sur une seule sauvegarde.</translation>
    </message>
    <message>
        <source>The job&apos;s id was copied.</source>
        <translation>L’id de la tâche a été copié.</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Arrêt …</translation>
    </message>
    <message>
        <source>The job goes on: %1</source>
        <translation>La tâche continue&#xa0;: %1</translation>
    </message>
    <message>
        <source>Export list as text</source>
        <translation>Exporter la liste en texte</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Texte (*.txt)</translation>
    </message>
</context>
<context>
    <name>alula::gui::AskpassDialog</name>
    <message>
        <source>ssh asks</source>
        <translation>Demande de ssh</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>This host</source>
        <translation>Cet hôte</translation>
    </message>
    <message>
        <source>%1 is new here, but its key is known from another name. Connect only if this is the machine that you mean.</source>
        <translation>%1 est nouveau ici, mais sa clé est connue sous un autre nom. Ne vous connectez que si c’est bien la machine voulue.</translation>
    </message>
    <message>
        <source>%1 is not known here yet. Connect only if its key has the fingerprint that its admin told you: else somebody may be in between.</source>
        <translation>%1 n’est pas encore connu ici. Ne vous connectez que si sa clé a l’empreinte indiquée par son administrateur&#xa0;: sinon, quelqu’un s’est peut-être interposé.</translation>
    </message>
    <message>
        <source>%1 key:</source>
        <translation>Clé %1&#xa0;:</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Empreinte</translation>
    </message>
    <message>
        <source>&amp;Trust this key and connect</source>
        <translation>A&amp;ccepter la clé et se connecter</translation>
    </message>
    <message>
        <source>&amp;Do not connect</source>
        <translation>&amp;Ne pas se connecter</translation>
    </message>
    <message>
        <source>It is given to ssh and kept nowhere.</source>
        <translation>Transmis à ssh, et gardé nulle part.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Autoriser</translation>
    </message>
    <message>
        <source>&amp;Refuse</source>
        <translation>&amp;Refuser</translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupDetails</name>
    <message>
        <source>Details of the selected backups</source>
        <translation>Détails des sauvegardes sélectionnées</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Gardée</translation>
    </message>
    <message>
        <source>pinned: nothing deletes it</source>
        <translation>épinglée&#xa0;: rien ne la supprime</translation>
    </message>
    <message>
        <source>until it is deleted</source>
        <translation>jusqu’à sa suppression</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifiée</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adaptateur</translation>
    </message>
    <message>
        <source>SHA-1</source>
        <translation>SHA-1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panneau</translation>
    </message>
    <message>
        <source>deleted there; it stays here because it is pinned</source>
        <translation>supprimée là-bas&#xa0;; elle reste ici car elle est épinglée</translation>
    </message>
    <message>
        <source>Its archive is not where it was. The server is untouched. Make a new backup, or put the file back.</source>
        <translation>Son archive n’est plus à sa place. Le serveur est intact. Faites une nouvelle sauvegarde, ou remettez le fichier.</translation>
    </message>
    <message>
        <source>Some of its files are damaged. The rest can be restored; the server is untouched. Make a new backup.</source>
        <translation>Certains de ses fichiers sont endommagés. Le reste peut être restauré&#xa0;; le serveur est intact. Faites une nouvelle sauvegarde.</translation>
    </message>
    <message numerus="yes">
        <source>Good, with %n warning(s). The log of its job in Activity names them.</source>
        <translation>
            <numerusform>Bonne, avec %n avertissement. Le journal de sa tâche, dans Activité, le donne.</numerusform>
            <numerusform>Bonne, avec %n avertissements. Le journal de sa tâche, dans Activité, les donne.</numerusform>
        </translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bonne</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected</source>
        <translation>
            <numerusform>%n sauvegarde sélectionnée</numerusform>
            <numerusform>%n sauvegardes sélectionnées</numerusform>
        </translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Épinglées</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n sauvegarde</numerusform>
            <numerusform>%n sauvegardes</numerusform>
        </translation>
    </message>
    <message>
        <source>Select one to see what is known of it.</source>
        <translation>Sélectionnez-en une pour voir ce qu’on en sait.</translation>
    </message>
    <message>
        <source>made by the panel</source>
        <translation>faite par le panneau</translation>
    </message>
    <message>
        <source>made with this console</source>
        <translation>faite avec cette console</translation>
    </message>
    <message>
        <source>made with alulactl</source>
        <translation>faite avec alulactl</translation>
    </message>
    <message>
        <source>found on the disk and taken in</source>
        <translation>trouvée sur le disque et reprise</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importée</translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsModel</name>
    <message>
        <source>%1: %2</source>
        <comment>column: cell</comment>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsPage</name>
    <message>
        <source>Filter the list of backups</source>
        <translation>Filtrer la liste des sauvegardes</translation>
    </message>
    <message>
        <source>Shows what fits all of the words: pieces of note, id, server or date, or one of
%1.
With - in front: what does not fit.</source>
        <translation>Affiche ce qui répond à tous les mots&#xa0;: morceaux de note, d’id, de serveur ou de date, ou l’un de
%1.
Avec - devant&#xa0;: ce qui n’y répond pas.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>Bro&amp;wse</source>
        <translation>&amp;Parcourir</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restaurer…</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>Co&amp;mparer</translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation>Comparer à l’é&amp;tat actuel</translation>
    </message>
    <message>
        <source>Ver&amp;ify</source>
        <translation>&amp;Vérifier</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporter…</translation>
    </message>
    <message>
        <source>&amp;Pin or unpin</source>
        <translation>Épin&amp;gler ou désépingler</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>&amp;Note…</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>&amp;Copier l’id</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>S&amp;upprimer…</translation>
    </message>
    <message>
        <source>Look at the files in this backup</source>
        <translation>Voir les fichiers de cette sauvegarde</translation>
    </message>
    <message>
        <source>Put this backup back, or a part of it</source>
        <translation>Remettre en place cette sauvegarde, ou une partie</translation>
    </message>
    <message>
        <source>What differs from the one before it; of two selected ones, between them</source>
        <translation>Les différences avec la précédente&#xa0;; si deux sont sélectionnées, entre elles</translation>
    </message>
    <message>
        <source>Read and check every byte of the selected backups</source>
        <translation>Lire et contrôler chaque octet des sauvegardes sélectionnées</translation>
    </message>
    <message>
        <source>Write this backup to a file of this computer</source>
        <translation>Écrire cette sauvegarde dans un fichier de cet ordinateur</translation>
    </message>
    <message>
        <source>Shows what would be lost, and asks, first</source>
        <translation>Montre d’abord ce qui serait perdu, et demande</translation>
    </message>
    <message>
        <source>Backups of %1</source>
        <translation>Sauvegardes de %1</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>affichage&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>affichage&#xa0;: %1 sur %2</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>sélection&#xa0;: %1</translation>
    </message>
    <message>
        <source>loading …</source>
        <translation>chargement …</translation>
    </message>
    <message>
        <source>No node is chosen. Choose one at the left.</source>
        <translation>Aucun nœud choisi. Choisissez-en un à gauche.</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n match.</source>
        <translation>
            <numerusform>Aucune sur %n ne correspond.</numerusform>
            <numerusform>Aucune sur %n ne correspond.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Effacer</translation>
    </message>
    <message>
        <source>Not known yet: there is no connection to %1.</source>
        <translation>Pas encore connu&#xa0;: pas de connexion à %1.</translation>
    </message>
    <message>
        <source>%1 has no backups yet.</source>
        <translation>%1 n’a pas encore de sauvegarde.</translation>
    </message>
    <message>
        <source>&amp;Back up now…</source>
        <translation>&amp;Sauvegarder maintenant…</translation>
    </message>
    <message>
        <source>There are no backups on %1 yet. Choose a server at the left to make the first one.</source>
        <translation>Pas encore de sauvegarde sur %1. Choisissez un serveur à gauche pour faire la première.</translation>
    </message>
    <message>
        <source>There is no connection to %1. This is as of %2; its jobs go on.</source>
        <translation>Pas de connexion à %1. État à %2&#xa0;; ses tâches continuent.</translation>
    </message>
    <message>
        <source>The list of backups could not be read; nothing was changed. Try again. (%1)</source>
        <translation>La liste des sauvegardes n’a pas pu être lue&#xa0;; rien n’a été modifié. Réessayez. (%1)</translation>
    </message>
    <message>
        <source>Select one or more backups first.</source>
        <translation>Sélectionnez d’abord une ou plusieurs sauvegardes.</translation>
    </message>
    <message>
        <source>A note is written to one backup at a time: select one.</source>
        <translation>Une note s’écrit sur une sauvegarde à la fois&#xa0;: sélectionnez-en une.</translation>
    </message>
    <message numerus="yes">
        <source>Select at most %n backup(s) at a time.</source>
        <translation>
            <numerusform>Sélectionnez au plus %n sauvegarde à la fois.</numerusform>
            <numerusform>Sélectionnez au plus %n sauvegardes à la fois.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to read of them: they are missing, or still being made.</source>
        <translation>Rien à lire&#xa0;: elles sont manquantes, ou encore en cours de création.</translation>
    </message>
    <message>
        <source>Select one backup first.</source>
        <translation>Sélectionnez d’abord une sauvegarde.</translation>
    </message>
    <message>
        <source>This backup is %1.</source>
        <translation>Cette sauvegarde est %1.</translation>
    </message>
    <message>
        <source>Only the panel can open this backup. Start it there, or give the node read keys.</source>
        <translation>Seul le panneau peut ouvrir cette sauvegarde. Lancez l’action là-bas, ou donnez au nœud des clés de lecture.</translation>
    </message>
    <message>
        <source>Its archive is missing on the node. Put it back, or choose another backup.</source>
        <translation>Son archive manque sur le nœud. Remettez-la, ou choisissez une autre sauvegarde.</translation>
    </message>
    <message>
        <source>They are pinned: unpin them first.</source>
        <translation>Elles sont épinglées&#xa0;: désépinglez-les d’abord.</translation>
    </message>
    <message>
        <source>Select at most %1 at a time, or delete all of a server.</source>
        <translation>Sélectionnez-en au plus %1 à la fois, ou supprimez toutes celles d’un serveur.</translation>
    </message>
    <message>
        <source>Select one backup, or two of the same server.</source>
        <translation>Sélectionnez une sauvegarde, ou deux du même serveur.</translation>
    </message>
    <message>
        <source>A backup that is being made cannot be compared yet.</source>
        <translation>Une sauvegarde en cours de création ne peut pas encore être comparée.</translation>
    </message>
    <message>
        <source>These two are of different servers.</source>
        <translation>Ces deux-là sont de serveurs différents.</translation>
    </message>
    <message>
        <source>There is no older backup of this server.</source>
        <translation>Il n’y a pas de sauvegarde plus ancienne de ce serveur.</translation>
    </message>
    <message>
        <source>The pin was not changed: %1</source>
        <translation>L’épingle n’a pas été modifiée&#xa0;: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n verification(s) started; Activity shows how they go.</source>
        <translation>
            <numerusform>%n vérification lancée&#xa0;; voyez Activité pour la suite.</numerusform>
            <numerusform>%n vérifications lancées&#xa0;; voyez Activité pour la suite.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Not all: %2</source>
        <translation>%1 Pas toutes&#xa0;: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) copied.</source>
        <translation>
            <numerusform>%n id copié.</numerusform>
            <numerusform>%n id copiés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter: text, date, %1, %2, %3 …</source>
        <comment>words that the filter knows</comment>
        <translation>Filtrer : texte, date, %1, %2, %3 …</translation>
    </message>
</context>
<context>
    <name>alula::gui::Banner</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n autre</numerusform>
            <numerusform>%n autres</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>More problems</source>
        <translation>Autres problèmes</translation>
    </message>
</context>
<context>
    <name>alula::gui::Breadcrumbs</name>
    <message>
        <source>Folders above</source>
        <translation>Dossiers au-dessus</translation>
    </message>
    <message>
        <source>Path of the folder</source>
        <translation>Chemin du dossier</translation>
    </message>
    <message>
        <source>Go to folder %1</source>
        <translation>Aller au dossier %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::BrowserPage</name>
    <message>
        <source>Choose a backup first.</source>
        <translation>Choisissez d’abord une sauvegarde.</translation>
    </message>
    <message>
        <source>The archive of this backup is not where it was.</source>
        <translation>L’archive de cette sauvegarde n’est plus à sa place.</translation>
    </message>
    <message>
        <source>Only the panel can open this backup. Start it there, or give the node read keys.</source>
        <translation>Seul le panneau peut ouvrir cette sauvegarde. Lancez l’action là-bas, ou donnez au nœud des clés de lecture.</translation>
    </message>
    <message>
        <source>The contents of this backup cannot be read.</source>
        <translation>Le contenu de cette sauvegarde ne peut pas être lu.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>Choose one file or folder first.</source>
        <translation>Choisissez d’abord un fichier ou un dossier.</translation>
    </message>
    <message>
        <source>This is the top folder.</source>
        <translation>C’est le dossier racine.</translation>
    </message>
    <message>
        <source>No backup of this server is known that was made before this one.</source>
        <translation>Aucune sauvegarde de ce serveur antérieure à celle-ci n’est connue.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restaurer…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xporter…</translation>
    </message>
    <message>
        <source>&amp;Versions of this file</source>
        <translation>&amp;Versions de ce fichier</translation>
    </message>
    <message>
        <source>&amp;Compare with the backup before</source>
        <translation>Co&amp;mparer à la précédente</translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation>Comparer à l’é&amp;tat actuel</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>Copier le &amp;chemin</translation>
    </message>
    <message>
        <source>Several are chosen.</source>
        <translation>Plusieurs éléments sont choisis.</translation>
    </message>
    <message>
        <source>All of this folder</source>
        <translation>Tout ce dossier</translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln élément</numerusform>
            <numerusform>%Ln éléments</numerusform>
        </translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>calcul…</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>taille inconnue</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>3 items, 3.1 GiB</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln loaded</source>
        <translation>
            <numerusform>%Ln chargé</numerusform>
            <numerusform>%Ln chargés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln gone since %2</source>
        <translation>
            <numerusform>%1&#xa0;; %Ln disparu depuis le %2</numerusform>
            <numerusform>%1&#xa0;; %Ln disparus depuis le %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes are told since the backup of %1.</source>
        <translation>Les changements sont comptés depuis la sauvegarde du %1.</translation>
    </message>
    <message>
        <source>Choose a backup to look into.</source>
        <translation>Choisissez une sauvegarde à parcourir.</translation>
    </message>
    <message>
        <source>Files of the backup</source>
        <translation>Fichiers de la sauvegarde</translation>
    </message>
    <message>
        <source>Find in this backup</source>
        <translation>Chercher dans la sauvegarde</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>&amp;Versions</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>Co&amp;mparer</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Pas de connexion à %1 pour l’instant.</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>Ce dossier est vide.</translation>
    </message>
    <message>
        <source>This backup</source>
        <translation>Cette sauvegarde</translation>
    </message>
    <message>
        <source>The folder %1</source>
        <translation>Le dossier %1</translation>
    </message>
    <message>
        <source>%1 cannot be shown. Nothing was changed.</source>
        <translation>%1 ne peut pas s’afficher. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>There is no folder %1 in this backup.</source>
        <translation>Il n’y a pas de dossier %1 dans cette sauvegarde.</translation>
    </message>
    <message>
        <source>Go to the &amp;top</source>
        <translation>A&amp;ller à la racine</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>%1 was not found in this folder.</source>
        <translation>%1 est introuvable dans ce dossier.</translation>
    </message>
    <message>
        <source>Show &amp;backups</source>
        <translation>V&amp;oir les sauvegardes</translation>
    </message>
    <message>
        <source>%1 is not connected. This is as of %2.</source>
        <translation>%1 n’est pas connecté. État à %2.</translation>
    </message>
    <message>
        <source>The archive of this backup is not where it was. Its names can be looked at; the server is untouched. Put the archive back, or make a new backup.</source>
        <translation>L’archive de cette sauvegarde n’est plus à sa place. Ses noms restent visibles&#xa0;; le serveur est intact. Remettez l’archive, ou faites une nouvelle sauvegarde.</translation>
    </message>
    <message>
        <source>This backup is damaged. What is whole can be restored; the server is untouched. Make a new backup.</source>
        <translation>Cette sauvegarde est endommagée. Ce qui est intact peut être restauré&#xa0;; le serveur n’est pas touché. Faites une nouvelle sauvegarde.</translation>
    </message>
    <message>
        <source>This backup was not written by Alula: the first look into it can take minutes.</source>
        <translation>Cette sauvegarde n’a pas été écrite par Alula&#xa0;: la première ouverture peut prendre quelques minutes.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>server, time of its backup</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>No backup</source>
        <translation>Aucune sauvegarde</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>backup, folder</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>alula::gui::CardDelegate</name>
    <message>
        <source>good %1</source>
        <translation>bonne, %1</translation>
    </message>
    <message>
        <source>%1, too old</source>
        <translation>%1, trop ancienne</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>taille inconnue</translation>
    </message>
</context>
<context>
    <name>alula::gui::CardsModel</name>
    <message>
        <source>last good backup %1</source>
        <translation>dernière bonne sauvegarde&#xa0;: %1</translation>
    </message>
    <message>
        <source>which is too long ago</source>
        <translation>ce qui est trop ancien</translation>
    </message>
    <message>
        <source>size %1</source>
        <translation>taille %1</translation>
    </message>
    <message>
        <source>%1
Last good backup: %2
%3</source>
        <translation>%1
Dernière bonne sauvegarde&#xa0;: %2
%3</translation>
    </message>
    <message>
        <source>%1
%2
%3</source>
        <comment>server, no good backup yet, outcomes</comment>
        <translation>%1
%2
%3</translation>
    </message>
</context>
<context>
    <name>alula::gui::CommandDialog</name>
    <message>
        <source>Show &amp;command</source>
        <translation>Afficher la co&amp;mmande</translation>
    </message>
    <message>
        <source>The alulactl command that does the same; Ctrl+Shift+C copies it</source>
        <translation>La commande alulactl qui fait la même chose&#xa0;; Ctrl+Shift+C la copie</translation>
    </message>
    <message>
        <source>The alulactl command that does the same</source>
        <translation>La commande alulactl qui fait la même chose</translation>
    </message>
</context>
<context>
    <name>alula::gui::CompareModel</name>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>name, folder, what changed</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Différences</translation>
    </message>
</context>
<context>
    <name>alula::gui::ComparePage</name>
    <message>
        <source>What differs</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>Choose a backup to compare.</source>
        <translation>Choisissez une sauvegarde à comparer.</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>D&amp;e</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>&amp;à</translation>
    </message>
    <message>
        <source>A&amp;gain</source>
        <translation>Re&amp;lancer</translation>
    </message>
    <message>
        <source>Compares once more, as things are now.</source>
        <translation>Compare à nouveau, dans l’état actuel.</translation>
    </message>
    <message>
        <source>Compare contents</source>
        <translation>Comparer le contenu</translation>
    </message>
    <message>
        <source>+ a&amp;dded</source>
        <translation>+ a&amp;joutés</translation>
    </message>
    <message>
        <source>− re&amp;moved</source>
        <translation>− suppri&amp;més</translation>
    </message>
    <message>
        <source>~ &amp;changed</source>
        <translation>~ m&amp;odifiés</translation>
    </message>
    <message>
        <source>&amp;Restore the older…</source>
        <translation>&amp;Restaurer l’ancien…</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>&amp;Versions</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Pas de connexion à %1 pour l’instant.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>Comparing contents. The server&apos;s files are read for it…</source>
        <translation>Comparaison du contenu. Les fichiers du serveur sont lus pour cela…</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparaison…</translation>
    </message>
    <message>
        <source>Live, as of %1</source>
        <translation>État actuel, à %1</translation>
    </message>
    <message>
        <source>Live, as it is now</source>
        <translation>État actuel</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>Aucune différence.</translation>
    </message>
    <message>
        <source>Nothing differs in this folder.</source>
        <translation>Aucune différence dans ce dossier.</translation>
    </message>
    <message>
        <source>None of these changes is chosen to be shown.</source>
        <translation>Aucun de ces changements n’est choisi pour l’affichage.</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>Tout affic&amp;her</translation>
    </message>
    <message>
        <source>A side has changed meanwhile. Press Again.</source>
        <translation>Un côté a changé entre-temps. Cliquez sur «&#xa0;Relancer&#xa0;».</translation>
    </message>
    <message>
        <source>These two cannot be compared. Nothing was changed.</source>
        <translation>Ces deux-là ne peuvent pas être comparés. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>differs in: %1</source>
        <translation>différences&#xa0;: %1</translation>
    </message>
    <message>
        <source>Files of equal size and time are read and compared too. This takes its time.</source>
        <translation>Les fichiers de mêmes taille et date sont aussi lus et comparés. Cela prend du temps.</translation>
    </message>
    <message>
        <source>Only administrators of the node may have files read.</source>
        <translation>Seuls les administrateurs du nœud peuvent faire lire des fichiers.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>%1 compared with %2</source>
        <translation>Comparaison&#xa0;: %1 et %2</translation>
    </message>
    <message>
        <source>live</source>
        <translation>état actuel</translation>
    </message>
    <message>
        <source>Choose a backup first.</source>
        <translation>Choisissez d’abord une sauvegarde.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>Choose what is to be restored first.</source>
        <translation>Choisissez d’abord ce qui doit être restauré.</translation>
    </message>
    <message>
        <source>The older backup does not have this.</source>
        <translation>La sauvegarde plus ancienne ne contient pas ceci.</translation>
    </message>
    <message>
        <source>Choose one file or folder first.</source>
        <translation>Choisissez d’abord un fichier ou un dossier.</translation>
    </message>
    <message>
        <source>This is the top folder.</source>
        <translation>C’est le dossier racine.</translation>
    </message>
    <message>
        <source>This is compared with live already.</source>
        <translation>C’est déjà comparé à l’état actuel.</translation>
    </message>
    <message>
        <source>%1; live: size and time only</source>
        <comment>what differs</comment>
        <translation>%1&#xa0;; état actuel&#xa0;: taille et date seulement</translation>
    </message>
</context>
<context>
    <name>alula::gui::ConnectDialog</name>
    <message>
        <source>Over &amp;ssh:</source>
        <translation>Par &amp;ssh&#xa0;:</translation>
    </message>
    <message>
        <source>Show ssh &amp;output</source>
        <translation>Affic&amp;her la sortie de ssh</translation>
    </message>
    <message>
        <source>Copy &amp;fix</source>
        <translation>Copier la so&amp;lution</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>Se &amp;connecter</translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation>Se connecter à un nœud</translation>
    </message>
    <message>
        <source>&amp;This computer: found</source>
        <translation>Cet &amp;ordinateur&#xa0;: trouvé</translation>
    </message>
    <message>
        <source>&amp;This computer: no Alula found</source>
        <translation>Cet &amp;ordinateur&#xa0;: pas d’Alula trouvé</translation>
    </message>
    <message>
        <source>user@host, or a name of your ssh settings</source>
        <translation>user@host, ou un nom de vos réglages ssh</translation>
    </message>
    <message>
        <source>Host that ssh reaches</source>
        <translation>Hôte joint par ssh</translation>
    </message>
    <message>
        <source>What ssh said</source>
        <translation>Message de ssh</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Connexion à %1…</translation>
    </message>
    <message>
        <source>%1: no</source>
        <translation>%1&#xa0;: non</translation>
    </message>
    <message>
        <source>%1 ok</source>
        <translation>%1 ok</translation>
    </message>
</context>
<context>
    <name>alula::gui::DeleteDialog</name>
    <message>
        <source>&amp;Try again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>Delete all backups of %1</source>
        <translation>Supprimer toutes les sauvegardes de %1</translation>
    </message>
    <message>
        <source>Delete backups</source>
        <translation>Supprimer des sauvegardes</translation>
    </message>
    <message>
        <source>Backups that would be deleted</source>
        <translation>Sauvegardes qui seraient supprimées</translation>
    </message>
    <message>
        <source>Asking what would be deleted …</source>
        <translation>Demande de ce qui serait supprimé …</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Lancement …</translation>
    </message>
    <message>
        <source>The connection to %1 was lost. When it is back, what is left is listed again.</source>
        <translation>La connexion à %1 a été perdue. À son retour, ce qui reste sera de nouveau listé.</translation>
    </message>
    <message>
        <source>Nothing was deleted: %1</source>
        <translation>Rien n’a été supprimé&#xa0;: %1</translation>
    </message>
    <message>
        <source>There is nothing to delete: they are gone already.</source>
        <translation>Rien à supprimer&#xa0;: elles ont déjà disparu.</translation>
    </message>
    <message>
        <source>There is nothing to delete: they are pinned. Unpin them first.</source>
        <translation>Rien à supprimer&#xa0;: elles sont épinglées. Désépinglez-les d’abord.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>&amp;Keep all</source>
        <translation>&amp;Tout garder</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message numerus="yes">
        <source>And those of %n more server(s).</source>
        <translation>
            <numerusform>Et celle de %n autre serveur.</numerusform>
            <numerusform>Et celles de %n autres serveurs.</numerusform>
        </translation>
    </message>
    <message>
        <source>Includes the NEWEST good backup of %1.</source>
        <translation>Comprend la DERNIÈRE bonne sauvegarde de %1.</translation>
    </message>
    <message>
        <source>Type %1 to go &amp;on:</source>
        <translation>Tapez %1 pour c&amp;ontinuer&#xa0;:</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Pas de connexion à %1 pour l’instant.</translation>
    </message>
    <message>
        <source>Type the name first.</source>
        <translation>Tapez d’abord le nom.</translation>
    </message>
    <message numerus="yes">
        <source>Deleting %n backup(s)</source>
        <translation>
            <numerusform>Suppression de %n sauvegarde</numerusform>
            <numerusform>Suppression de %n sauvegardes</numerusform>
        </translation>
    </message>
    <message>
        <source>What is deleted by then stays deleted; closing this window stops nothing.</source>
        <translation>Ce qui sera supprimé d’ici là le reste&#xa0;; fermer cette fenêtre n’arrête rien.</translation>
    </message>
    <message>
        <source>Cancelling. What is deleted by now stays deleted.</source>
        <translation>Arrêt en cours. Ce qui est déjà supprimé le reste.</translation>
    </message>
    <message>
        <source>%1 does not know this job any more. The list shows which backups are left.</source>
        <translation>%1 ne connaît plus cette tâche. La liste montre les sauvegardes restantes.</translation>
    </message>
    <message>
        <source>Whether anything was deleted is not known: %1</source>
        <translation>On ne sait pas si quelque chose a été supprimé&#xa0;: %1</translation>
    </message>
    <message>
        <source>Type the number first.</source>
        <translation>Saisissez d&apos;abord le nombre.</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>Ce qui est perdu</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>La &amp;garder</translation>
    </message>
</context>
<context>
    <name>alula::gui::DeletePlanModel</name>
    <message>
        <source>The connection was lost meanwhile. This is what is still there.</source>
        <translation>La connexion a été perdue entre-temps. Voici ce qui est encore là.</translation>
    </message>
    <message>
        <source>What would be deleted has changed: this is the new plan.</source>
        <translation>Ce qui serait supprimé a changé&#xa0;: voici le nouveau plan.</translation>
    </message>
    <message>
        <source>What would be deleted has changed: this is the new plan. Nothing was deleted.</source>
        <translation>Ce qui serait supprimé a changé&#xa0;: voici le nouveau plan. Rien n’a été supprimé.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>No answer came in time. This is what is still there.</source>
        <translation>Aucune réponse n&apos;est venue à temps. Voici ce qui reste.</translation>
    </message>
</context>
<context>
    <name>alula::gui::DiskBars</name>
    <message>
        <source>Servers</source>
        <translation>Serveurs</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Alula&apos;s data</source>
        <translation>Données d’Alula</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>%1 %2%</source>
        <translation>%1 %2&#xa0;%</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 libres</translation>
    </message>
    <message>
        <source>%1 (%2): %3 of %4 free, %5 bytes</source>
        <translation>%1 (%2)&#xa0;: %3 libres sur %4, %5 octets</translation>
    </message>
    <message>
        <source>No panel</source>
        <translation>Pas de panneau</translation>
    </message>
    <message>
        <source>Panel does not answer</source>
        <translation>Le panneau ne répond pas</translation>
    </message>
    <message>
        <source>Panel ok</source>
        <translation>Panneau ok</translation>
    </message>
    <message numerus="yes">
        <source>Panel ok, %n to send</source>
        <translation>
            <numerusform>Panneau ok, %n à envoyer</numerusform>
            <numerusform>Panneau ok, %n à envoyer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) wait to be told to the panel</source>
        <translation>
            <numerusform>%n résultat attend d’être transmis au panneau</numerusform>
            <numerusform>%n résultats attendent d’être transmis au panneau</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryDetails</name>
    <message>
        <source>V&amp;ersions</source>
        <translation>Ver&amp;sions</translation>
    </message>
    <message>
        <source>Restore &amp;this version…</source>
        <translation>Resta&amp;urer cette version…</translation>
    </message>
    <message>
        <source>Previe&amp;w</source>
        <translation>A&amp;perçu</translation>
    </message>
    <message>
        <source>Compare with li&amp;ve</source>
        <translation>Comparer à l’é&amp;tat actuel</translation>
    </message>
    <message>
        <source>Choose a file to look into it.</source>
        <translation>Choisissez un fichier pour voir son contenu.</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2 octets)</translation>
    </message>
    <message>
        <source>modified %1</source>
        <translation>modifié le %1</translation>
    </message>
    <message>
        <source>Enter opens this folder.</source>
        <translation>Enter ouvre ce dossier.</translation>
    </message>
    <message>
        <source>A symbolic link has no contents.</source>
        <translation>Un lien symbolique n’a pas de contenu.</translation>
    </message>
    <message>
        <source>The versions are not known: %1</source>
        <translation>Les versions sont inconnues&#xa0;: %1</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryTreeModel</name>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes in %n file(s)</source>
        <translation>
            <numerusform>%1 octets dans %n fichier</numerusform>
            <numerusform>%1 octets dans %n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
</context>
<context>
    <name>alula::gui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Exporting to %1</source>
        <translation>Export vers %1</translation>
    </message>
    <message>
        <source>Cancel job leaves nothing behind. This window may be closed: the export goes on while Alula is open.</source>
        <translation>«&#xa0;Arrêter la tâche&#xa0;» ne laisse rien derrière elle. Vous pouvez fermer cette fenêtre&#xa0;: l’export continue tant qu’Alula est ouvert.</translation>
    </message>
    <message>
        <source>%1 are here.</source>
        <translation>%1 reçus.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>For&amp;mat&#xa0;:</translation>
    </message>
    <message>
        <source>File on &amp;this computer:</source>
        <translation>Fichier sur &amp;cet ordinateur&#xa0;:</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>C&amp;hoisir…</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exporter</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>The backup could not be looked at. %1</source>
        <translation>La sauvegarde n’a pas pu être consultée. %1</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exporter vers</translation>
    </message>
    <message>
        <source>Replace?</source>
        <translation>Remplacer&#xa0;?</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 existe déjà.</translation>
    </message>
    <message>
        <source>It stays as it is until the export is whole.</source>
        <translation>Il reste tel quel jusqu’à ce que l’export soit complet.</translation>
    </message>
    <message>
        <source>&amp;Replace it</source>
        <translation>&amp;Remplacer</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Garder</translation>
    </message>
    <message>
        <source>&amp;Open its folder</source>
        <translation>&amp;Ouvrir son dossier</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was kept, and the backup is untouched.</source>
        <translation>Tâche arrêtée. Rien n’a été gardé, et la sauvegarde est intacte.</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>&amp;Réessayer…</translation>
    </message>
    <message>
        <source>Export from %1, %2</source>
        <translation>Exporter depuis %1, %2</translation>
    </message>
    <message>
        <source>&amp;Close, the export goes on</source>
        <translation>&amp;Fermer, l’export continue</translation>
    </message>
</context>
<context>
    <name>alula::gui::FilePreview</name>
    <message>
        <source>&amp;Mark what differs</source>
        <translation>Mar&amp;quer les différences</translation>
    </message>
    <message>
        <source>Contents of the file</source>
        <translation>Contenu du fichier</translation>
    </message>
    <message>
        <source>The picture in the file</source>
        <translation>L’image du fichier</translation>
    </message>
    <message>
        <source>Only administrators of the node may look into files.</source>
        <translation>Seuls les administrateurs du nœud peuvent voir le contenu des fichiers.</translation>
    </message>
    <message>
        <source>This file has %1.</source>
        <translation>Ce fichier fait %1.</translation>
    </message>
    <message>
        <source>&amp;Show the first %1</source>
        <translation>Affic&amp;her les premiers %1</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Chargement…</translation>
    </message>
    <message>
        <source>The file cannot be shown: %1</source>
        <translation>Le fichier ne peut pas être affiché&#xa0;: %1</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Ce fichier est vide.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <comment>width, height</comment>
        <translation>%1 × %2 pixels</translation>
    </message>
    <message>
        <source>First %1 of %2.</source>
        <translation>Premiers %1 sur %2.</translation>
    </message>
    <message>
        <source>No text.</source>
        <translation>Pas du texte.</translation>
    </message>
    <message>
        <source>The server does not have this file now.</source>
        <translation>Le serveur n’a pas ce fichier actuellement.</translation>
    </message>
    <message>
        <source>The newer backup does not have this file.</source>
        <translation>La sauvegarde plus récente n’a pas ce fichier.</translation>
    </message>
    <message>
        <source>Not compared: %1</source>
        <translation>Non comparé&#xa0;: %1</translation>
    </message>
    <message>
        <source>in the newer backup</source>
        <translation>dans la sauvegarde plus récente</translation>
    </message>
    <message>
        <source>on the server since</source>
        <translation>depuis sur le serveur</translation>
    </message>
    <message>
        <source>The same in both backups.</source>
        <translation>Identique dans les deux sauvegardes.</translation>
    </message>
    <message>
        <source>The same as on the server now.</source>
        <translation>Identique à l’état actuel du serveur.</translation>
    </message>
    <message>
        <source>%1, %2 %3.</source>
        <extracomment>&quot;3 lines added, 2 lines removed on the server since.&quot;</extracomment>
        <translation>%1, %2 %3.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln ligne ajoutée</numerusform>
            <numerusform>%Ln lignes ajoutées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln supprimée</numerusform>
            <numerusform>%Ln supprimées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::ImportPage</name>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Importer</translation>
    </message>
    <message>
        <source>Import an archive</source>
        <translation>Importer une archive</translation>
    </message>
    <message>
        <source>&amp;Archive:</source>
        <translation>&amp;Archive&#xa0;:</translation>
    </message>
    <message>
        <source>For &amp;server:</source>
        <translation>Pour le &amp;serveur&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Note:</source>
        <translation>&amp;Note&#xa0;:</translation>
    </message>
    <message>
        <source>for example from the old host</source>
        <translation>par exemple de l’ancien hôte</translation>
    </message>
    <message>
        <source>Makes a backup of a server out of an archive of this computer: zip, 7z, or tar, plain or packed as gz, xz, bz2, zst or lz4. Choose it, or drop it here. Nothing of the server is changed; browse and restore it afterwards like any other backup.</source>
        <translation>Fait une sauvegarde d’un serveur à partir d’une archive de cet ordinateur&#xa0;: zip, 7z ou tar, simple ou compressé en gz, xz, bz2, zst ou lz4. Choisissez-la, ou déposez-la ici. Rien n’est modifié sur le serveur&#xa0;; vous pourrez ensuite la parcourir et la restaurer comme toute autre sauvegarde.</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>C&amp;hoisir…</translation>
    </message>
    <message>
        <source>Archive on this computer</source>
        <translation>Archive sur cet ordinateur</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Import de %1</translation>
    </message>
    <message>
        <source>Cancel job leaves nothing behind. Another page may be shown meanwhile; Alula has to stay open.</source>
        <translation>«&#xa0;Arrêter la tâche&#xa0;» ne laisse rien derrière elle. Vous pouvez afficher une autre page entre-temps&#xa0;; Alula doit rester ouvert.</translation>
    </message>
    <message>
        <source>%1 are sent.</source>
        <translation>%1 envoyés.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation>Archives (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>%1 is a backup of %2 now.</source>
        <translation>%1 est maintenant une sauvegarde de %2.</translation>
    </message>
    <message>
        <source>Cancelled. No backup was made, and your file is untouched.</source>
        <translation>Tâche arrêtée. Aucune sauvegarde n’a été faite, et votre fichier est intact.</translation>
    </message>
    <message>
        <source>&amp;Browse it</source>
        <translation>&amp;Parcourir</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restaurer…</translation>
    </message>
    <message>
        <source>&amp;Import another</source>
        <translation>&amp;Importer une autre</translation>
    </message>
    <message>
        <source>Connect to a node first.</source>
        <translation>Connectez-vous d’abord à un nœud.</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Pas de connexion à %1 pour l’instant.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>This node has no server to import for.</source>
        <translation>Ce nœud n’a pas de serveur pour lequel importer.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Ce fichier n’existe pas.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>The format is told by its bytes</source>
        <translation>Le format est reconnu à ses octets</translation>
    </message>
    <message>
        <source>No import is running.</source>
        <translation>Aucun import n’est en cours.</translation>
    </message>
    <message>
        <source>Choose a server.</source>
        <translation>Choisissez un serveur.</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobDetails</name>
    <message>
        <source>Progress of the job</source>
        <translation>Avancement de la tâche</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation>Arrêter &amp;la tâche</translation>
    </message>
    <message>
        <source>Ends it; what was begun is put back</source>
        <translation>L’arrête&#xa0;; ce qui a été commencé est remis en état</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>&amp;Annuler…</translation>
    </message>
    <message>
        <source>Takes this restore back</source>
        <translation>Annule cette restauration</translation>
    </message>
    <message>
        <source>By what they say</source>
        <translation>Par message</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>Par dossier</translation>
    </message>
    <message>
        <source>How warnings are gathered</source>
        <translation>Regroupement des avertissements</translation>
    </message>
    <message>
        <source>Warnings of the job</source>
        <translation>Avertissements de la tâche</translation>
    </message>
    <message>
        <source>Select a job to see how it went.</source>
        <translation>Sélectionnez une tâche pour voir son déroulement.</translation>
    </message>
    <message>
        <source>Warnings (%1)</source>
        <translation>Avertissements (%1)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Lancée par</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Demandée</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Commencée</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Finie</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>Dans le dossier</translation>
    </message>
    <message>
        <source>Undo until</source>
        <translation>Annulable jusqu’à</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sauvegarde</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Tâche</translation>
    </message>
    <message>
        <source>The warnings could not be read: %1</source>
        <translation>Les avertissements n’ont pas pu être lus&#xa0;: %1</translation>
    </message>
    <message>
        <source>The first %1 are shown; the log has all.</source>
        <translation>Seuls les %1 premiers sont affichés&#xa0;; le journal les a tous.</translation>
    </message>
    <message>
        <source>About this job</source>
        <translation>À propos de cette tâche</translation>
    </message>
    <message>
        <source>Summary of this job</source>
        <translation>Résumé de cette tâche</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobList</name>
    <message numerus="yes">
        <source>%n job(s) running or queued</source>
        <translation>
            <numerusform>%n tâche en cours ou en attente</numerusform>
            <numerusform>%n tâches en cours ou en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in Activity</source>
        <translation>
            <numerusform>%n autre dans Activité</numerusform>
            <numerusform>%n autres dans Activité</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::JobLogView</name>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Plus</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>Journal de la tâche</translation>
    </message>
    <message>
        <source>Nothing was written to its log.</source>
        <translation>Rien n’a été écrit dans son journal.</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Cop&amp;ier</translation>
    </message>
    <message>
        <source>Copies what is shown of the log</source>
        <translation>Copie la partie affichée du journal</translation>
    </message>
    <message>
        <source>The log could not be read: %1</source>
        <translation>Le journal n’a pas pu être lu&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobPanel</name>
    <message>
        <source>Cancel &amp;job</source>
        <translation>Arrêter &amp;la tâche</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>Avancement de la tâche</translation>
    </message>
    <message>
        <source>Warnings of the job</source>
        <translation>Avertissements de la tâche</translation>
    </message>
    <message>
        <source>It could not be cancelled, and goes on: %1</source>
        <translation>Elle n’a pas pu être arrêtée, et continue&#xa0;: %1</translation>
    </message>
    <message>
        <source>Cancelling. What was begun is put back.</source>
        <translation>Arrêt en cours. Ce qui a été commencé est remis en état.</translation>
    </message>
    <message>
        <source>There is no connection to %1. Its jobs go on.</source>
        <translation>Pas de connexion à %1. Ses tâches continuent.</translation>
    </message>
    <message>
        <source>Asking how it stands.</source>
        <translation>Demande de l’état en cours.</translation>
    </message>
    <message>
        <source>Waiting in the queue, place %1.</source>
        <translation>Dans la file d’attente, place %1.</translation>
    </message>
    <message>
        <source>Waiting in the queue.</source>
        <translation>Dans la file d’attente.</translation>
    </message>
    <message>
        <source>The warnings could not be read: %1</source>
        <translation>Les avertissements n’ont pas pu être lus&#xa0;: %1</translation>
    </message>
    <message>
        <source>&amp;Warnings: %1</source>
        <translation>A&amp;vertissements&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobRow</name>
    <message>
        <source>under 1 min</source>
        <translation>moins de 1 min</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>Arrêter la tâche</translation>
    </message>
    <message>
        <source>Bytes done in this phase</source>
        <translation>Octets traités dans cette phase</translation>
    </message>
    <message>
        <source>Time left, as this phase goes on</source>
        <translation>Temps restant, au rythme de cette phase</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>%1. Click to see it in Activity.</source>
        <translation>%1. Cliquez pour la voir dans Activité.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Avancement de %1</translation>
    </message>
    <message>
        <source>Cancel job: %1</source>
        <translation>Arrêter la tâche&#xa0;: %1</translation>
    </message>
    <message>
        <source>Not cancelled: %1</source>
        <translation>Non arrêtée&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobStrip</name>
    <message>
        <source>Limits…</source>
        <translation>Limites…</translation>
    </message>
    <message numerus="yes">
        <source>%n more job(s): see them in Activity</source>
        <translation>
            <numerusform>%n autre tâche&#xa0;: à voir dans Activité</numerusform>
            <numerusform>%n autres tâches&#xa0;: à voir dans Activité</numerusform>
        </translation>
    </message>
    <message>
        <source>No node</source>
        <translation>Aucun nœud</translation>
    </message>
    <message>
        <source>Nothing runs on %1</source>
        <translation>Rien en cours sur %1</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Pas de connexion à %1</translation>
    </message>
    <message>
        <source>Nothing ran on %1, as of %2</source>
        <translation>Rien en cours sur %1, à %2</translation>
    </message>
    <message>
        <source>Paused…</source>
        <translation>En pause…</translation>
    </message>
    <message>
        <source>Limited…</source>
        <translation>Limité…</translation>
    </message>
    <message>
        <source>All jobs of %1 are paused (Ctrl+L)</source>
        <translation>Toutes les tâches de %1 sont en pause (Ctrl+L)</translation>
    </message>
    <message>
        <source>How much %1 may read and write (Ctrl+L)</source>
        <translation>Débit de lecture et d’écriture permis à %1 (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobsModel</name>
    <message>
        <source>several</source>
        <translation>plusieurs</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Tâche</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Lancée par</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobsText</name>
    <message>
        <source>Time</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Tâche</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Lancée par</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Id de la tâche</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
</context>
<context>
    <name>alula::gui::LimitsPopup</name>
    <message>
        <source>&amp;Pause all jobs</source>
        <translation>Tout mettre en &amp;pause</translation>
    </message>
    <message>
        <source>Limits of %1</source>
        <translation>Limites de %1</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Nothing new is started, and what runs waits, until this is taken away.</source>
        <translation>Rien de nouveau n’est lancé, et ce qui est en cours attend, tant que cette case est cochée.</translation>
    </message>
    <message>
        <source>&amp;Read at most:</source>
        <translation>&amp;Lire au plus&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Write at most:</source>
        <translation>É&amp;crire au plus&#xa0;:</translation>
    </message>
    <message>
        <source>Jobs at a &amp;time:</source>
        <translation>&amp;Tâches à la fois&#xa0;:</translation>
    </message>
    <message>
        <source>Takes effect at once, until the daemon is restarted.</source>
        <translation>Prend effet aussitôt, jusqu’au redémarrage du démon.</translation>
    </message>
    <message>
        <source>Read at most</source>
        <translation>Lire au plus</translation>
    </message>
    <message>
        <source>Write at most</source>
        <translation>Écrire au plus</translation>
    </message>
    <message>
        <source>Jobs at a time</source>
        <translation>Tâches à la fois</translation>
    </message>
    <message>
        <source>The limits were not changed. %1</source>
        <translation>Les limites n’ont pas été modifiées. %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::LinesModel</name>
    <message>
        <source>removed: %1</source>
        <translation>supprimé&#xa0;: %1</translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation>ajouté&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::LookedSince</name>
    <message numerus="yes">
        <source>Since you last looked: over %n failed</source>
        <translation>
            <numerusform>Depuis votre dernière visite&#xa0;: plus de %n échec</numerusform>
            <numerusform>Depuis votre dernière visite&#xa0;: plus de %n échecs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since you last looked: %n failed</source>
        <translation>
            <numerusform>Depuis votre dernière visite&#xa0;: %n échec</numerusform>
            <numerusform>Depuis votre dernière visite&#xa0;: %n échecs</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows them in Activity</source>
        <translation>Les montre dans Activité</translation>
    </message>
</context>
<context>
    <name>alula::gui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Activité</translation>
    </message>
    <message>
        <source>Alula</source>
        <translation>Alula</translation>
    </message>
    <message>
        <source>%1 – Alula</source>
        <translation>%1 – Alula</translation>
    </message>
    <message>
        <source>Choose a server first.</source>
        <translation>Choisissez d’abord un serveur.</translation>
    </message>
    <message>
        <source>Choose a server or a backup first.</source>
        <translation>Choisissez d’abord un serveur ou une sauvegarde.</translation>
    </message>
    <message>
        <source>Choose something first that this can be done with.</source>
        <translation>Choisissez d’abord un élément auquel cela s’applique.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Nœud %1</translation>
    </message>
    <message>
        <source>Failed jobs on %1</source>
        <translation>Tâches en échec sur %1</translation>
    </message>
    <message>
        <source>Server %1 on %2</source>
        <translation>Serveur %1 sur %2</translation>
    </message>
    <message>
        <source>Backup of %1, %2</source>
        <translation>Sauvegarde de %1, %2</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;Backup</source>
        <translation>Sauve&amp;garde</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>&amp;Nœud</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>Find a lost file…</source>
        <translation>Chercher un fichier perdu…</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>Co&amp;mmandes…</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Vue d’ensemble</translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation>&amp;Sauvegardes</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>&amp;Activité</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Précédent</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>Suiva&amp;nt</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>Vo&amp;let suivant</translation>
    </message>
    <message>
        <source>Co&amp;nnect to a node…</source>
        <translation>Se &amp;connecter à un nœud…</translation>
    </message>
    <message>
        <source>&amp;Limits…</source>
        <translation>&amp;Limites…</translation>
    </message>
    <message>
        <source>Try &amp;again now</source>
        <translation>&amp;Réessayer maintenant</translation>
    </message>
    <message>
        <source>&amp;Remove this node from the list</source>
        <translation>Re&amp;tirer ce nœud de la liste</translation>
    </message>
    <message>
        <source>&amp;About Alula</source>
        <translation>À &amp;propos d’Alula</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Outils</translation>
    </message>
    <message>
        <source>Find a lost file</source>
        <translation>Chercher un fichier perdu</translation>
    </message>
    <message>
        <source>Find a lost file in all backups</source>
        <translation>Chercher un fichier perdu dans toutes les sauvegardes</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Type a command, a server, a date</source>
        <translation>Tapez une commande, un serveur, une date</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Commande</translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <translation>%1  —  %2</translation>
    </message>
    <message>
        <source>Close Alula?</source>
        <translation>Fermer Alula&#xa0;?</translation>
    </message>
    <message>
        <source>An export or import is running. Closing Alula ends it, and nothing of it is kept.</source>
        <translation>Un export ou un import est en cours. Fermer Alula y met fin, et il n&apos;en restera rien.</translation>
    </message>
    <message>
        <source>&amp;Close anyway</source>
        <translation>&amp;Fermer quand même</translation>
    </message>
    <message>
        <source>&amp;Let it go on</source>
        <translation>&amp;Laisser continuer</translation>
    </message>
    <message>
        <source>This server has no good backup.</source>
        <translation>Ce serveur n’a pas de bonne sauvegarde.</translation>
    </message>
</context>
<context>
    <name>alula::gui::Notifier</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 en échec</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1&#xa0;: tâche finie</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) failed</source>
        <translation>
            <numerusform>%n tâche en échec</numerusform>
            <numerusform>%n tâches en échec</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n long job(s) ended</source>
        <translation>
            <numerusform>%n longue tâche finie</numerusform>
            <numerusform>%n longues tâches finies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::OverviewPage</name>
    <message>
        <source>Servers</source>
        <translation>Serveurs</translation>
    </message>
    <message>
        <source>This node has no servers yet. They appear here when the panel lists them, or when they have files.</source>
        <translation>Ce nœud n’a pas encore de serveur. Ils apparaissent ici quand le panneau les liste, ou quand ils ont des fichiers.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>What follows is as of %1.</source>
        <translation>Ce qui suit date du %1.</translation>
    </message>
    <message>
        <source>No Alula on this computer.</source>
        <translation>Pas d’Alula sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation>Se connecter à un nœud</translation>
    </message>
    <message>
        <source>How to install</source>
        <translation>Comment installer</translation>
    </message>
    <message>
        <source>All is well on %1 since %2.</source>
        <translation>Tout va bien sur %1 depuis le %2.</translation>
    </message>
    <message>
        <source>All is well on %1.</source>
        <translation>Tout va bien sur %1.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Choose a server first.</source>
        <translation>Choisissez d’abord un serveur.</translation>
    </message>
    <message>
        <source>There is no restore that can be undone.</source>
        <translation>Aucune restauration ne peut être annulée.</translation>
    </message>
    <message>
        <source>This server has no good backup.</source>
        <translation>Ce serveur n’a pas de bonne sauvegarde.</translation>
    </message>
</context>
<context>
    <name>alula::gui::RestoreChoice</name>
    <message>
        <source>In &amp;place</source>
        <translation>S&amp;ur place</translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation>Dans le &amp;dossier</translation>
    </message>
    <message>
        <source>Into another &amp;server</source>
        <translation>Dans un autre &amp;serveur</translation>
    </message>
    <message>
        <source>&amp;Keep what is not in the backup</source>
        <translation>&amp;Garder ce qui n’est pas dans la sauvegarde</translation>
    </message>
    <message>
        <source>&amp;Delete what is not in the backup</source>
        <translation>Supprimer ce qui &amp;n’est pas dans la sauvegarde</translation>
    </message>
    <message>
        <source>S&amp;top the server first</source>
        <translation>&amp;Arrêter d’abord le serveur</translation>
    </message>
    <message>
        <source>Back &amp;up what is there first</source>
        <translation>Sauvegarder d’abord l’e&amp;xistant</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>for example restored</source>
        <translation>par exemple restored</translation>
    </message>
    <message>
        <source>Folder in the server&apos;s files to restore into</source>
        <translation>Dossier de destination dans les fichiers du serveur</translation>
    </message>
    <message>
        <source>Server to restore into</source>
        <translation>Serveur de destination</translation>
    </message>
    <message>
        <source>Only a restore of everything, in place or into another server, can delete the rest.</source>
        <translation>Seule une restauration complète, sur place ou dans un autre serveur, peut supprimer le reste.</translation>
    </message>
    <message>
        <source>This node has no other server.</source>
        <translation>Ce nœud n’a pas d’autre serveur.</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>Autres fichiers</translation>
    </message>
</context>
<context>
    <name>alula::gui::RestoreDialog</name>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Retour</translation>
    </message>
    <message>
        <source>See the &amp;plan</source>
        <translation>Voir le &amp;plan</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>The backup could not be looked at. Nothing was changed. %1</source>
        <translation>La sauvegarde n’a pas pu être consultée. Rien n’a été modifié. %1</translation>
    </message>
    <message>
        <source>This backup cannot be read here.</source>
        <translation>Cette sauvegarde ne peut pas être lue ici.</translation>
    </message>
    <message>
        <source>Restore %1 from %2</source>
        <translation>Restaurer %1 à l’état du %2</translation>
    </message>
    <message>
        <source>There is no connection to the node just now.</source>
        <translation>Pas de connexion au nœud pour l’instant.</translation>
    </message>
    <message>
        <source>&amp;Close, the job goes on</source>
        <translation>&amp;Fermer, la tâche continue</translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation>Restauration %1</translation>
    </message>
    <message>
        <source>Until the last step Cancel job puts all back. This window may be closed: the job goes on, and Activity shows it.</source>
        <translation>Jusqu’à la dernière étape, «&#xa0;Arrêter la tâche&#xa0;» remet tout en état. Vous pouvez fermer cette fenêtre&#xa0;: la tâche continue, et Activité la montre.</translation>
    </message>
    <message>
        <source>The node does not know this job any more, so how it ended is not known. Look at the files of %1 before you go on.</source>
        <translation>Le nœud ne connaît plus cette tâche&#xa0;: on ne sait pas comment elle a fini. Regardez les fichiers de %1 avant de continuer.</translation>
    </message>
    <message>
        <source>Plan it &amp;again</source>
        <translation>Pla&amp;nifier à nouveau</translation>
    </message>
    <message>
        <source>&amp;Open what was restored</source>
        <translation>&amp;Ouvrir ce qui a été restauré</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>&amp;Annuler…</translation>
    </message>
</context>
<context>
    <name>alula::gui::RestorePlanView</name>
    <message>
        <source>&amp;Try again</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation>Préparation du plan</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>There is no connection to the node.</source>
        <translation>Pas de connexion au nœud.</translation>
    </message>
    <message>
        <source>This restore cannot be done. Nothing was changed. %1</source>
        <translation>Cette restauration est impossible. Rien n’a été modifié. %1</translation>
    </message>
    <message numerus="yes">
        <source>files replaced</source>
        <translation>
            <numerusform>fichier remplacé</numerusform>
            <numerusform>fichiers remplacés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files deleted</source>
        <translation>
            <numerusform>fichier supprimé</numerusform>
            <numerusform>fichiers supprimés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files unchanged: same size and time</source>
        <translation>
            <numerusform>fichier inchangé&#xa0;: mêmes taille et date</numerusform>
            <numerusform>fichiers inchangés&#xa0;: mêmes taille et date</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files kept that are not in what is restored</source>
        <translation>
            <numerusform>fichier gardé, absent de ce qui est restauré</numerusform>
            <numerusform>fichiers gardés, absents de ce qui est restauré</numerusform>
        </translation>
    </message>
    <message>
        <source>List: %1</source>
        <translation>Liste&#xa0;: %1</translation>
    </message>
    <message>
        <source>Shows which</source>
        <translation>Montre lesquels</translation>
    </message>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Tapez %1 pour continuer&#xa0;:</translation>
    </message>
    <message>
        <source>Type %1 to go on</source>
        <translation>Tapez %1 pour continuer</translation>
    </message>
    <message>
        <source>It is not known whether the restore began. See to it in Activity. %1</source>
        <translation>On ne sait pas si la restauration a commencé. Vérifiez dans Activité. %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchModel</name>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>dans %Ln sauvegarde</numerusform>
            <numerusform>dans %Ln sauvegardes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, gone since %2</source>
        <translation>%1, disparu depuis le %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Newest in</source>
        <translation>Dernier le</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchPage</name>
    <message>
        <source>Files found</source>
        <translation>Fichiers trouvés</translation>
    </message>
    <message>
        <source>Type a part of the name of a file that is lost.</source>
        <translation>Tapez une partie du nom d’un fichier perdu.</translation>
    </message>
    <message>
        <source>level.dat, or *.mca, or world region</source>
        <translation>level.dat, ou *.mca, ou world region</translation>
    </message>
    <message>
        <source>Parts of the path, in any letter case. All words have to be there, the last one in the name. * and ? stand for other letters.</source>
        <translation>Parties du chemin, majuscules ou minuscules. Tous les mots doivent y être, le dernier dans le nom. * et&#xa0;? remplacent d’autres lettres.</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>C&amp;hercher</translation>
    </message>
    <message>
        <source>In this bac&amp;kup</source>
        <translation>Dans cette sauvegard&amp;e</translation>
    </message>
    <message>
        <source>In &amp;all servers</source>
        <translation>Dans tous &amp;les serveurs</translation>
    </message>
    <message>
        <source>&amp;Open its folder</source>
        <translation>&amp;Ouvrir son dossier</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Restaurer…</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>&amp;Versions</translation>
    </message>
    <message>
        <source>In all backups of %1</source>
        <translation>Dans toutes les sauvegardes de %1</translation>
    </message>
    <message>
        <source>Choose a node first.</source>
        <translation>Choisissez d’abord un nœud.</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Pas de connexion à %1 pour l’instant.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Recherche…</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>dans %Ln sauvegarde</numerusform>
            <numerusform>dans %Ln sauvegardes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) could not be looked through.</source>
        <translation>
            <numerusform>%Ln sauvegarde n’a pas pu être parcourue.</numerusform>
            <numerusform>%Ln sauvegardes n’ont pas pu être parcourues.</numerusform>
        </translation>
    </message>
    <message>
        <source>No name has %1 %2. Try fewer letters.</source>
        <translation>Aucun nom ne contient %1 %2. Essayez avec moins de lettres.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s)</source>
        <translation>
            <numerusform>%Ln chemin</numerusform>
            <numerusform>%Ln chemins</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s), and more</source>
        <translation>
            <numerusform>%Ln chemin ou plus</numerusform>
            <numerusform>%Ln chemins ou plus</numerusform>
        </translation>
    </message>
    <message>
        <source>The rest could not be found: %1</source>
        <translation>Le reste n’a pas pu être trouvé&#xa0;: %1</translation>
    </message>
    <message>
        <source>The search did not work. Nothing was changed.</source>
        <translation>La recherche n’a pas fonctionné. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Try a&amp;gain</source>
        <translation>Réessa&amp;yer</translation>
    </message>
    <message>
        <source>Find a lost file</source>
        <translation>Chercher un fichier perdu</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>Chercher %1</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>Choose one of the files first.</source>
        <translation>Choisissez d’abord un des fichiers.</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>3 paths, 212 backups searched</comment>
        <translation>%1, %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) searched</source>
        <translation>
            <numerusform>%Ln sauvegarde parcourue</numerusform>
            <numerusform>%Ln sauvegardes parcourues</numerusform>
        </translation>
    </message>
    <message>
        <source>No file to look into.</source>
        <translation>Aucun fichier à montrer.</translation>
    </message>
</context>
<context>
    <name>alula::gui::ServerDetails</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>Choose a server to see more of it.</source>
        <translation>Choisissez un serveur pour en voir plus.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Last good</source>
        <translation>Dernière bonne</translation>
    </message>
    <message>
        <source>Its size</source>
        <translation>Sa taille</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Disk limit</source>
        <translation>Limite disque</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panneau</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Sauvegarder maintenant…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Restaurer…</translation>
    </message>
    <message>
        <source>Show backups</source>
        <translation>Voir les sauvegardes</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1&#xa0;:</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>suspendu</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>%1 (%2 over these backups)</source>
        <translation>%1 (%2 sur ces sauvegardes)</translation>
    </message>
    <message>
        <source>%1, together %2</source>
        <translation>%1, en tout %2</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>taille inconnue</translation>
    </message>
    <message>
        <source>none, or not known</source>
        <translation>aucune, ou inconnue</translation>
    </message>
    <message>
        <source>listed there</source>
        <translation>y figure</translation>
    </message>
    <message>
        <source>not listed there</source>
        <translation>n’y figure pas</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>Files on disk</source>
        <translation>Fichiers sur le disque</translation>
    </message>
    <message>
        <source>none any more</source>
        <translation>plus aucune</translation>
    </message>
    <message>
        <source>This server has no good backup.</source>
        <translation>Ce serveur n’a pas de bonne sauvegarde.</translation>
    </message>
</context>
<context>
    <name>alula::gui::Sidebar</name>
    <message>
        <source>Filter servers</source>
        <translation>Filtrer les serveurs</translation>
    </message>
    <message>
        <source>Filter nodes and servers</source>
        <translation>Filtrer les nœuds et serveurs</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>&amp;Connecter…</translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation>Se connecter à un nœud</translation>
    </message>
    <message>
        <source>Nodes and servers</source>
        <translation>Nœuds et serveurs</translation>
    </message>
    <message>
        <source>&amp;Try again now</source>
        <translation>&amp;Réessayer maintenant</translation>
    </message>
    <message>
        <source>&amp;Remove %1 from the list</source>
        <translation>Re&amp;tirer %1 de la liste</translation>
    </message>
    <message>
        <source>&amp;Connect to a node…</source>
        <translation>Se &amp;connecter à un nœud…</translation>
    </message>
</context>
<context>
    <name>alula::gui::SidebarModel</name>
    <message>
        <source>%1: %2, backups %3</source>
        <translation>%1&#xa0;: %2, sauvegardes&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1: no connection yet</source>
        <translation>%1&#xa0;: pas encore de connexion</translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation>%1&#xa0;: connecté</translation>
    </message>
    <message>
        <source>%1: connected, backups %2</source>
        <translation>%1&#xa0;: connecté, sauvegardes&#xa0;: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation>
            <numerusform>%1&#xa0;: %n problème</numerusform>
            <numerusform>%1&#xa0;: %n problèmes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::SizeChart</name>
    <message>
        <source>Size over time</source>
        <translation>Taille au fil du temps</translation>
    </message>
    <message>
        <source>From %1 to %2, between %3 and %4</source>
        <translation>Du %1 au %2, entre %3 et %4</translation>
    </message>
    <message>
        <source>From %1 to %2, always %3</source>
        <translation>Du %1 au %2, toujours %3</translation>
    </message>
</context>
<context>
    <name>alula::gui::TickTree</name>
    <message>
        <source>&amp;Everything in this backup</source>
        <translation>&amp;Toute la sauvegarde</translation>
    </message>
    <message>
        <source>Files of the backup; Space chooses</source>
        <translation>Fichiers de la sauvegarde&#xa0;; Space choisit</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>Rien n’est choisi.</translation>
    </message>
    <message>
        <source>Chosen: counting</source>
        <translation>Choisi&#xa0;: calcul</translation>
    </message>
    <message>
        <source>Chosen: not known (%1)</source>
        <translation>Choisi&#xa0;: inconnu (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Chosen: %Ln files, %1</source>
        <translation>
            <numerusform>Choix&#xa0;: %Ln fichier, %1</numerusform>
            <numerusform>Choix&#xa0;: %Ln fichiers, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::Tray</name>
    <message>
        <source>Alula</source>
        <translation>Alula</translation>
    </message>
</context>
<context>
    <name>alula::gui::UndoBanner</name>
    <message>
        <source>%1 was restored to %2.</source>
        <translation>%1 a été restauré à l’état du %2.</translation>
    </message>
    <message>
        <source>%1 was restored.</source>
        <translation>%1 a été restauré.</translation>
    </message>
    <message>
        <source>Undo until %1.</source>
        <translation>Annulable jusqu’à&#xa0;: %1.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Annuler…</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Undo the restore of %1</source>
        <translation>Annuler la restauration de %1</translation>
    </message>
    <message>
        <source>This puts the files of %1 back that the restore replaced, and takes away what it wrote, with all that was changed since. Until the last step Cancel job puts all back.</source>
        <translation>Ceci remet les fichiers de %1 que la restauration a remplacés, et retire ce qu’elle a écrit, avec tout ce qui a changé depuis. Jusqu’à la dernière étape, «&#xa0;Arrêter la tâche&#xa0;» remet tout en état.</translation>
    </message>
    <message>
        <source>Undo the restore</source>
        <translation>Annuler la restauration</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>Garder tel quel</translation>
    </message>
    <message>
        <source>The restore of %1 is being undone.</source>
        <translation>La restauration de %1 est en cours d’annulation.</translation>
    </message>
    <message>
        <source>The restore of %1 was not undone; nothing was changed. %2</source>
        <translation>La restauration de %1 n’a pas été annulée&#xa0;; rien n’a été modifié. %2</translation>
    </message>
    <message>
        <source>Whether it began is not known: look at Activity before you try again.</source>
        <translation>On ne sait pas si elle a commencé&#xa0;: regardez dans Activité avant de réessayer.</translation>
    </message>
</context>
<context>
    <name>alula::gui::UndoDialog</name>
    <message>
        <source>the server</source>
        <translation>ce serveur</translation>
    </message>
    <message>
        <source>Undo the restore of %1</source>
        <translation>Annuler la restauration de %1</translation>
    </message>
    <message>
        <source>&amp;Undo the restore</source>
        <translation>&amp;Annuler la restauration</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>It could not be undone. Nothing was changed. %1</source>
        <translation>La restauration n’a pas pu être annulée. Rien n’a été modifié. %1</translation>
    </message>
    <message>
        <source>Undoing the restore of %1</source>
        <translation>Annulation de la restauration de %1</translation>
    </message>
    <message>
        <source>Until the last step Cancel job leaves the restore as it is. This window may be closed: the job goes on.</source>
        <translation>Jusqu’à la dernière étape, «&#xa0;Arrêter la tâche&#xa0;» laisse la restauration telle quelle. Vous pouvez fermer cette fenêtre&#xa0;: la tâche continue.</translation>
    </message>
    <message>
        <source>The node does not know this job any more, so how it ended is not known.</source>
        <translation>Le nœud ne connaît plus cette tâche&#xa0;: on ne sait pas comment elle a fini.</translation>
    </message>
    <message>
        <source>What this restore replaced is no longer kept, so it cannot be undone.</source>
        <translation>Ce que cette restauration a remplacé n’est plus conservé&#xa0;: elle ne peut plus être annulée.</translation>
    </message>
    <message>
        <source>There is no connection to the node just now.</source>
        <translation>Pas de connexion au nœud pour l’instant.</translation>
    </message>
    <message>
        <source>&amp;Close, the job goes on</source>
        <translation>&amp;Fermer, la tâche continue</translation>
    </message>
    <message>
        <source>Whether it began is not known: look at Activity before you try again.</source>
        <translation>On ne sait pas si elle a commencé&#xa0;: regardez dans Activité avant de réessayer.</translation>
    </message>
</context>
<context>
    <name>alula::gui::VersionLine</name>
    <message>
        <source>Versions of this file</source>
        <translation>Versions de ce fichier</translation>
    </message>
    <message>
        <source>Now: the server does not have it.</source>
        <translation>Maintenant&#xa0;: le serveur ne l’a pas.</translation>
    </message>
    <message>
        <source>as in the newest backup</source>
        <translation>comme dans la dernière sauvegarde</translation>
    </message>
    <message>
        <source>differs from the newest backup</source>
        <translation>différent de la dernière sauvegarde</translation>
    </message>
    <message>
        <source>Now: %1, modified %2, %3</source>
        <translation>Maintenant&#xa0;: %1, modifié le %2, %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times of backups</comment>
        <translation>%1 au %2</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>dans %Ln sauvegarde</numerusform>
            <numerusform>dans %Ln sauvegardes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: not there, %2</source>
        <comment>time, in n backups</comment>
        <translation>%1&#xa0;: absent, %2</translation>
    </message>
    <message>
        <source>%1: %2, modified %3, %4</source>
        <comment>time, size, time, in n backups</comment>
        <translation>%1&#xa0;: %2, modifié le %3, %4</translation>
    </message>
    <message>
        <source>Now: there, modified %1</source>
        <translation>Maintenant&#xa0;: présent, modifié %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::WarningsModel</name>
    <message>
        <source>of no file</source>
        <translation>sans fichier</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>heap of warnings, how many</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file: warning</comment>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <source>group alula</source>
        <translation>groupe alula</translation>
    </message>
    <message>
        <source>daemon</source>
        <translation>démon</translation>
    </message>
    <message>
        <source>version</source>
        <translation>version</translation>
    </message>
</context>
<context>
    <name>console</name>
    <message>
        <source>Watches and restores the backups of Alula&apos;s nodes.</source>
        <translation>Surveille et restaure les sauvegardes des nœuds d’Alula.</translation>
    </message>
    <message>
        <source>Shows the daemon behind this local socket too.</source>
        <translation>Affiche aussi le démon derrière ce socket local.</translation>
    </message>
    <message>
        <source>Shows the node that ssh reaches as HOST too.</source>
        <translation>Affiche aussi le nœud que ssh joint sous le nom HOST.</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>The list could not be read. Nothing was changed. %1</source>
        <translation>La liste n’a pas pu être lue. Rien n’a été modifié. %1</translation>
    </message>
    <message>
        <source>The files have changed: close this list and see the new plan.</source>
        <translation>Les fichiers ont changé&#xa0;: fermez cette liste et voyez le nouveau plan.</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>il y a %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>il y a %1 h</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>il y a %1 j</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation>%1 (%2 UTC)</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>type</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>contenu</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>mode</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>propriétaire</translation>
    </message>
    <message>
        <source>time</source>
        <translation>date</translation>
    </message>
    <message>
        <source>target of the link</source>
        <translation>cible du lien</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>attributs</translation>
    </message>
    <message>
        <source>added</source>
        <translation>ajouté</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>supprimé</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifié</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>3 added, 1 removed, 9 changed</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln ajouté</numerusform>
            <numerusform>%Ln ajoutés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln supprimé</numerusform>
            <numerusform>%Ln supprimés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln modifié</numerusform>
            <numerusform>%Ln modifiés</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2 before, %3 after</source>
        <translation>%1&#xa0;; %2 avant, %3 après</translation>
    </message>
    <message>
        <source>under 1 min</source>
        <translation>moins de 1 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>arrêt…</translation>
    </message>
    <message>
        <source>queued (%1)</source>
        <translation>en attente (%1)</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 has had no good backup for %n day(s).</source>
        <translation>
            <numerusform>%1 n’a pas de bonne sauvegarde depuis %n jour.</numerusform>
            <numerusform>%1 n’a pas de bonne sauvegarde depuis %n jours.</numerusform>
        </translation>
    </message>
    <message>
        <source>The one of %1 is still there.</source>
        <translation>Celle du %1 est toujours là.</translation>
    </message>
    <message>
        <source>%1 has no good backup yet. The server is untouched.</source>
        <translation>%1 n’a pas encore de bonne sauvegarde. Le serveur est intact.</translation>
    </message>
    <message numerus="yes">
        <source>Back up now, or see why %n failed.</source>
        <translation>
            <numerusform>Sauvegardez maintenant, ou voyez pourquoi %n a échoué.</numerusform>
            <numerusform>Sauvegardez maintenant, ou voyez pourquoi %n ont échoué.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back up now.</source>
        <translation>Sauvegardez maintenant.</translation>
    </message>
    <message>
        <source>The servers&apos; disk</source>
        <translation>Le disque des serveurs</translation>
    </message>
    <message>
        <source>The disk of Alula&apos;s own data</source>
        <translation>Le disque des données d’Alula</translation>
    </message>
    <message>
        <source>The backup disk</source>
        <translation>Le disque des sauvegardes</translation>
    </message>
    <message>
        <source>%1 has no room for one more backup (%2).</source>
        <translation>%1 n’a plus de place pour une sauvegarde (%2).</translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n backup(s) (%2).</source>
        <translation>
            <numerusform>%1 a de la place pour environ %n sauvegarde (%2).</numerusform>
            <numerusform>%1 a de la place pour environ %n sauvegardes (%2).</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has only %2 left.</source>
        <translation>%1 n’a plus que %2 de libres.</translation>
    </message>
    <message>
        <source>%1 is %2% full.</source>
        <translation>%1 est plein à %2&#xa0;%.</translation>
    </message>
    <message>
        <source>%1 is nearly full.</source>
        <translation>%1 est presque plein.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Choose Free space.</source>
        <translation>Rien n’a été supprimé. Choisissez «&#xa0;Libérer de l’espace&#xa0;».</translation>
    </message>
    <message>
        <source>The panel has not answered since %1.</source>
        <translation>Le panneau ne répond plus (dernière réponse&#xa0;: %1).</translation>
    </message>
    <message>
        <source>The panel has not answered since the daemon started.</source>
        <translation>Le panneau n’a pas répondu depuis le démarrage du démon.</translation>
    </message>
    <message numerus="yes">
        <source>Backups go on; %n result(s) wait here and will be sent.</source>
        <translation>
            <numerusform>Les sauvegardes continuent&#xa0;; %n résultat attend ici et sera envoyé.</numerusform>
            <numerusform>Les sauvegardes continuent&#xa0;; %n résultats attendent ici et seront envoyés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Backups go on.</source>
        <translation>Les sauvegardes continuent.</translation>
    </message>
    <message>
        <source>Check the panel.</source>
        <translation>Contrôlez le panneau.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are damaged.</source>
        <translation>
            <numerusform>%n sauvegarde de %1 est endommagée.</numerusform>
            <numerusform>%n sauvegardes de %1 sont endommagées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are whole can still be restored; the server is untouched. Make a new backup.</source>
        <translation>Les fichiers intacts peuvent encore être restaurés&#xa0;; le serveur n’est pas touché. Faites une nouvelle sauvegarde.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are not where they were.</source>
        <translation>
            <numerusform>%n sauvegarde de %1 n’est plus à sa place.</numerusform>
            <numerusform>%n sauvegardes de %1 ne sont plus à leur place.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is untouched. Put the files back, or make a new backup.</source>
        <translation>Le serveur est intact. Remettez les fichiers, ou faites une nouvelle sauvegarde.</translation>
    </message>
    <message numerus="yes">
        <source>The panel does not list %n backup(s) that are whole here.</source>
        <translation>
            <numerusform>Le panneau ne liste pas %n sauvegarde intacte ici.</numerusform>
            <numerusform>Le panneau ne liste pas %n sauvegardes intactes ici.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The panel did not take the result of %n job(s).</source>
        <translation>
            <numerusform>Le panneau n’a pas accepté le résultat de %n tâche.</numerusform>
            <numerusform>Le panneau n’a pas accepté le résultat de %n tâches.</numerusform>
        </translation>
    </message>
    <message>
        <source>The backups themselves are as they are shown here. See what the panel said.</source>
        <translation>Les sauvegardes elles-mêmes sont comme affichées ici. Voyez ce que le panneau a répondu.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Sauvegarder maintenant…</translation>
    </message>
    <message>
        <source>See why</source>
        <translation>Voir pourquoi</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Libérer de l’espace</translation>
    </message>
    <message>
        <source>Show backup</source>
        <translation>Voir la sauvegarde</translation>
    </message>
    <message>
        <source>Show backups</source>
        <translation>Voir les sauvegardes</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Revérifier</translation>
    </message>
    <message numerus="yes">
        <source>replaces %Ln files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>remplace %Ln fichier</numerusform>
            <numerusform>remplace %Ln fichiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>writes %Ln new files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>écrit %Ln nouveau fichier</numerusform>
            <numerusform>écrit %Ln nouveaux fichiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletes %Ln files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>supprime %Ln fichier</numerusform>
            <numerusform>supprime %Ln fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>Less than a minute</source>
        <translation>Moins d’une minute</translation>
    </message>
    <message>
        <source>About %1 min</source>
        <translation>Environ %1 min</translation>
    </message>
    <message>
        <source>About %1 h %2 min</source>
        <translation>Environ %1 h %2 min</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>Restaurer %1</translation>
    </message>
    <message>
        <source>Restore %1, delete %2</source>
        <translation>Restaurer %1, supprimer %2</translation>
    </message>
    <message>
        <source>backs up %1</source>
        <comment>what a restore does</comment>
        <translation>sauvegarde %1</translation>
    </message>
    <message>
        <source>stops %1</source>
        <comment>what a restore does</comment>
        <translation>arrête %1</translation>
    </message>
    <message>
        <source>All that was chosen is there already, with the same size and time. Nothing needs to be restored.</source>
        <translation>Tout ce qui a été choisi est déjà là, avec les mêmes taille et date. Rien n’est à restaurer.</translation>
    </message>
    <message>
        <source>This %1. Until the last step Cancel job puts all back.</source>
        <translation>Ceci %1. Jusqu’à la dernière étape, «&#xa0;Arrêter la tâche&#xa0;» remet tout en état.</translation>
    </message>
    <message>
        <source>Room: %1 needed, %2 free.</source>
        <translation>Place&#xa0;: %1 nécessaires, %2 libres.</translation>
    </message>
    <message>
        <source>Restore needs %1, %2 are free. Nothing was changed. Free %3 or choose fewer files.</source>
        <translation>La restauration demande %1, %2 sont libres. Rien n’a été modifié. Libérez %3 ou choisissez moins de fichiers.</translation>
    </message>
    <message>
        <source>No time estimate yet: there are no past restores.</source>
        <translation>Pas encore d’estimation de durée&#xa0;: aucune restauration passée.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (from %Ln past restores).</source>
        <translation>
            <numerusform>%1 (d’après %Ln restauration passée).</numerusform>
            <numerusform>%1 (d’après %Ln restaurations passées).</numerusform>
        </translation>
    </message>
    <message>
        <source>into the folder %1 of %2</source>
        <translation>dans le dossier %1 de %2</translation>
    </message>
    <message>
        <source>into %1</source>
        <translation>dans %1</translation>
    </message>
    <message>
        <source>into %1, in place</source>
        <translation>dans %1, sur place</translation>
    </message>
    <message>
        <source>Restored %1.</source>
        <translation>Restauré %1.</translation>
    </message>
    <message numerus="yes">
        <source>Restored %1, with %Ln warnings.</source>
        <translation>
            <numerusform>Restauré %1, avec %Ln avertissement.</numerusform>
            <numerusform>Restauré %1, avec %Ln avertissements.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. The files of %1 are as they were before.</source>
        <translation>Tâche arrêtée. Les fichiers de %1 sont comme avant.</translation>
    </message>
    <message>
        <source>The restore %1 failed: %2 What had been done was put back unless it says otherwise; the backup is untouched. See to the cause, then restore again.</source>
        <translation>La restauration %1 a échoué&#xa0;: %2 Ce qui avait été fait a été remis en état, sauf indication contraire&#xa0;; la sauvegarde est intacte. Traitez la cause, puis restaurez à nouveau.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bonnes</translation>
    </message>
    <message>
        <source>good, with warnings</source>
        <translation>bonnes, avec avertissements</translation>
    </message>
    <message>
        <source>not good</source>
        <translation>pas bonnes</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en marche</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>arrêté</translation>
    </message>
    <message>
        <source>no good backup yet</source>
        <translation>aucune bonne sauvegarde</translation>
    </message>
    <message>
        <source>good %1</source>
        <translation>bonne, %1</translation>
    </message>
    <message>
        <source>no backups yet</source>
        <translation>pas encore de sauvegarde</translation>
    </message>
    <message numerus="yes">
        <source>last %n backup(s): %1 good</source>
        <translation>
            <numerusform>dernière sauvegarde&#xa0;: %1 bonne</numerusform>
            <numerusform>%n dernières sauvegardes&#xa0;: %1 bonnes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with warnings</source>
        <translation>%1 avec avertissements</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 en échec</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Aucune différence</translation>
    </message>
    <message numerus="yes">
        <source>Deletes %n backup(s) for good and frees up to %1; the server&apos;s files are untouched.</source>
        <translation>
            <numerusform>Supprime définitivement %n sauvegarde et libère jusqu’à %1&#xa0;; les fichiers du serveur restent intacts.</numerusform>
            <numerusform>Supprime définitivement %n sauvegardes et libère jusqu’à %1&#xa0;; les fichiers du serveur restent intacts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n pinned.</source>
        <translation>
            <numerusform>Exclue&#xa0;: %n épinglée.</numerusform>
            <numerusform>Exclues&#xa0;: %n épinglées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Includes the NEWEST good backup of %1, of %2.</source>
        <translation>Comprend la DERNIÈRE bonne sauvegarde de %1, du %2.</translation>
    </message>
    <message>
        <source>No good backup of it will be left.</source>
        <translation>Il n’en restera aucune bonne sauvegarde.</translation>
    </message>
    <message>
        <source>Next older: %1.</source>
        <translation>La précédente&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Delete them in the panel too: it still lists those that it made.</source>
        <translation>Supprimez-les aussi dans le panneau&#xa0;: il liste encore celles qu’il a faites.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation>
            <numerusform>Supprimer %n sauvegarde</numerusform>
            <numerusform>Supprimer %n sauvegardes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) were deleted. The server&apos;s files are untouched.</source>
        <translation>
            <numerusform>%n sauvegarde a été supprimée. Les fichiers du serveur sont intacts.</numerusform>
            <numerusform>%n sauvegardes ont été supprimées. Les fichiers du serveur sont intacts.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not everything went as planned. The list shows which backups are left; the server&apos;s files are untouched. See the warnings.</source>
        <translation>Tout ne s’est pas passé comme prévu. La liste montre les sauvegardes restantes&#xa0;; les fichiers du serveur sont intacts. Voyez les avertissements.</translation>
    </message>
    <message>
        <source>Cancelled. What was deleted by then stays deleted; the list shows which backups are left.</source>
        <translation>Tâche arrêtée. Ce qui était déjà supprimé le reste&#xa0;; la liste montre les sauvegardes restantes.</translation>
    </message>
    <message>
        <source>The daemon does not say why.</source>
        <translation>Le démon ne dit pas pourquoi.</translation>
    </message>
    <message>
        <source>The deletion failed: %1 Backups that are still listed are untouched. Try again, or see its log in Activity.</source>
        <translation>La suppression a échoué&#xa0;: %1 Les sauvegardes encore listées sont intactes. Réessayez, ou voyez son journal dans Activité.</translation>
    </message>
    <message>
        <source>zip (opens everywhere)</source>
        <translation>zip (s’ouvre partout)</translation>
    </message>
    <message>
        <source>tar.gz (keeps everything)</source>
        <translation>tar.gz (conserve tout)</translation>
    </message>
    <message>
        <source>tar.zst (quick and small)</source>
        <translation>tar.zst (rapide et petit)</translation>
    </message>
    <message>
        <source>tar.xz (small, slow)</source>
        <translation>tar.xz (petit, lent)</translation>
    </message>
    <message>
        <source>tar.bz2</source>
        <translation>tar.bz2</translation>
    </message>
    <message>
        <source>tar (not packed)</source>
        <translation>tar (non compressé)</translation>
    </message>
    <message>
        <source>A zip has no extended attributes, ACLs and hard links, and keeps times to the second.</source>
        <translation>Un zip n’a ni attributs étendus, ni ACL, ni liens physiques, et conserve les dates à la seconde près.</translation>
    </message>
    <message>
        <source>A 7z has no owners, extended attributes, ACLs and hard links.</source>
        <translation>Un 7z n’a ni propriétaires, ni attributs étendus, ni ACL, ni liens physiques.</translation>
    </message>
    <message>
        <source>Owners, modes, times and attributes are kept. With everything chosen it is the backup&apos;s own archive.</source>
        <translation>Propriétaires, modes, dates et attributs sont conservés. Si tout est choisi, c’est l’archive même de la sauvegarde.</translation>
    </message>
    <message>
        <source>Owners, modes, times and attributes are kept.</source>
        <translation>Propriétaires, modes, dates et attributs sont conservés.</translation>
    </message>
    <message>
        <source>Written: %1, %2.</source>
        <translation>Écrit&#xa0;: %1, %2.</translation>
    </message>
    <message>
        <source>The export failed: %1 Nothing was kept, and the backup is untouched. Try again.</source>
        <translation>L’export a échoué&#xa0;: %1 Rien n’a été gardé, et la sauvegarde est intacte. Réessayez.</translation>
    </message>
    <message>
        <source>The disk of this computer is full. Nothing was kept, and the backup is untouched. Free some space, or choose another place than %1.</source>
        <translation>Le disque de cet ordinateur est plein. Rien n’a été gardé, et la sauvegarde est intacte. Libérez de l’espace, ou choisissez un autre emplacement que %1.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Nothing was kept, and the backup is untouched. Choose another place.</source>
        <translation>%1 n’a pas pu être écrit&#xa0;: %2. Rien n’a été gardé, et la sauvegarde est intacte. Choisissez un autre emplacement.</translation>
    </message>
    <message>
        <source>The connection that carried the bytes ended: %1 Nothing was kept, and the backup is untouched. Try again.</source>
        <translation>La connexion qui transportait les octets a été coupée&#xa0;: %1 Rien n’a été gardé, et la sauvegarde est intacte. Réessayez.</translation>
    </message>
    <message>
        <source>The import failed: %1 No backup was made, and your file is untouched.</source>
        <translation>L’import a échoué&#xa0;: %1 Aucune sauvegarde n’a été faite, et votre fichier est intact.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2. No backup was made.</source>
        <translation>%1 n’a pas pu être lu&#xa0;: %2. Aucune sauvegarde n’a été faite.</translation>
    </message>
    <message>
        <source>The connection that carried the bytes ended: %1 No backup was made, and your file is untouched. Try again.</source>
        <translation>La connexion qui transportait les octets a été coupée&#xa0;: %1 Aucune sauvegarde n’a été faite, et votre fichier est intact. Réessayez.</translation>
    </message>
    <message>
        <source>The server and its older backups are untouched.</source>
        <translation>Le serveur et ses sauvegardes plus anciennes sont intacts.</translation>
    </message>
    <message>
        <source>What had been done was put back unless it says otherwise; the backup is untouched.</source>
        <translation>Ce qui avait été fait a été remis en état, sauf indication contraire&#xa0;; la sauvegarde est intacte.</translation>
    </message>
    <message>
        <source>Backups that are still listed are untouched.</source>
        <translation>Les sauvegardes encore listées sont intactes.</translation>
    </message>
    <message>
        <source>Nothing of it was kept; the other backups are untouched.</source>
        <translation>Rien n’en a été gardé&#xa0;; les autres sauvegardes sont intactes.</translation>
    </message>
    <message>
        <source>The backup and the server are untouched.</source>
        <translation>La sauvegarde et le serveur sont intacts.</translation>
    </message>
    <message>
        <source>Free some space, then start it again.</source>
        <translation>Libérez de l’espace, puis relancez la tâche.</translation>
    </message>
    <message>
        <source>Check the connection, then start it again.</source>
        <translation>Contrôlez la connexion, puis relancez la tâche.</translation>
    </message>
    <message>
        <source>Start it again a little later.</source>
        <translation>Relancez la tâche un peu plus tard.</translation>
    </message>
    <message>
        <source>Make a new backup.</source>
        <translation>Faites une nouvelle sauvegarde.</translation>
    </message>
    <message>
        <source>Its log says more. See to the cause, then start it again.</source>
        <translation>Son journal en dit plus. Traitez la cause, puis relancez la tâche.</translation>
    </message>
    <message>
        <source>The backup was made.</source>
        <translation>La sauvegarde a été faite.</translation>
    </message>
    <message>
        <source>The backup was restored.</source>
        <translation>La sauvegarde a été restaurée.</translation>
    </message>
    <message>
        <source>The restore was taken back.</source>
        <translation>La restauration a été annulée.</translation>
    </message>
    <message>
        <source>The backups were deleted.</source>
        <translation>Les sauvegardes ont été supprimées.</translation>
    </message>
    <message>
        <source>Every byte was read and is as it should be.</source>
        <translation>Chaque octet a été lu et est comme il doit être.</translation>
    </message>
    <message>
        <source>The backup was written out.</source>
        <translation>La sauvegarde a été exportée.</translation>
    </message>
    <message>
        <source>The archive was taken in as a backup.</source>
        <translation>L’archive a été importée comme sauvegarde.</translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation>C’est fait.</translation>
    </message>
    <message numerus="yes">
        <source>%1 There were %n warning(s): they name what is not as it was.</source>
        <translation>
            <numerusform>%1 Il y a eu %n avertissement&#xa0;: il indique ce qui n’est pas comme c’était.</numerusform>
            <numerusform>%1 Il y a eu %n avertissements&#xa0;: ils indiquent ce qui n’est pas comme c’était.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 en échec&#xa0;: %2</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Tâche arrêtée.</translation>
    </message>
    <message>
        <source>It is being cancelled: what was begun is brought to a clean end.</source>
        <translation>Arrêt en cours&#xa0;: ce qui a été commencé est terminé proprement.</translation>
    </message>
    <message>
        <source>It waits in the queue, place %1.</source>
        <translation>Dans la file d’attente, place %1.</translation>
    </message>
    <message>
        <source>It waits in the queue.</source>
        <translation>Dans la file d’attente.</translation>
    </message>
    <message>
        <source>%1, %2%</source>
        <translation>%1, %2&#xa0;%</translation>
    </message>
    <message>
        <source>queued, place %1</source>
        <translation>en attente, place %1</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n avertissement</numerusform>
            <numerusform>%n avertissements</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>server, kind of job</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>panneau</translation>
    </message>
    <message>
        <source>panel, request %1</source>
        <translation>panneau, requête %1</translation>
    </message>
    <message>
        <source>console</source>
        <translation>console</translation>
    </message>
    <message>
        <source>console: %1</source>
        <translation>console&#xa0;: %1</translation>
    </message>
    <message>
        <source>alulactl</source>
        <translation>alulactl</translation>
    </message>
    <message>
        <source>alulactl: %1</source>
        <translation>alulactl&#xa0;: %1</translation>
    </message>
    <message>
        <source>the daemon itself</source>
        <translation>le démon lui-même</translation>
    </message>
    <message>
        <source>the daemon itself: %1</source>
        <translation>le démon lui-même&#xa0;: %1</translation>
    </message>
    <message>
        <source>This stops %1, puts back the files that the restore replaced or deleted, and takes away what it wrote, with all that was changed in those files since.</source>
        <translation>Ceci arrête %1, remet les fichiers que la restauration a remplacés ou supprimés, et retire ce qu’elle a écrit, avec tout ce qui a changé depuis dans ces fichiers.</translation>
    </message>
    <message>
        <source>It can be done until %1.</source>
        <translation>Possible jusqu’à&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The files of %1 are as they were before the restore.</source>
        <translation>Les fichiers de %1 sont comme avant la restauration.</translation>
    </message>
    <message numerus="yes">
        <source>The files of %1 are as they were before the restore, with %Ln warnings.</source>
        <translation>
            <numerusform>Les fichiers de %1 sont comme avant la restauration, avec %Ln avertissement.</numerusform>
            <numerusform>Les fichiers de %1 sont comme avant la restauration, avec %Ln avertissements.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. The files of %1 are as the restore left them.</source>
        <translation>Tâche arrêtée. Les fichiers de %1 sont tels que la restauration les a laissés.</translation>
    </message>
    <message>
        <source>The undo failed: %1 The files are as the restore left them unless it says otherwise. See to the cause, then undo again.</source>
        <translation>L’annulation a échoué&#xa0;: %1 Les fichiers sont tels que la restauration les a laissés, sauf indication contraire. Traitez la cause, puis annulez à nouveau.</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>a share, or by how much something grew</comment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>failed: something is not there</source>
        <translation>échec&#xa0;: quelque chose est absent</translation>
    </message>
    <message>
        <source>failed: no space left</source>
        <translation>échec&#xa0;: plus de place</translation>
    </message>
    <message>
        <source>failed: no connection</source>
        <translation>échec&#xa0;: pas de connexion</translation>
    </message>
    <message>
        <source>failed: it took too long</source>
        <translation>échec&#xa0;: délai dépassé</translation>
    </message>
    <message>
        <source>failed: no permission</source>
        <translation>échec&#xa0;: pas d’autorisation</translation>
    </message>
    <message>
        <source>failed: the archive is damaged</source>
        <translation>échec&#xa0;: archive endommagée</translation>
    </message>
    <message>
        <source>failed: cannot be read or written</source>
        <translation>échec&#xa0;: erreur de lecture ou d’écriture</translation>
    </message>
    <message>
        <source>failed: the daemon was busy or stopped</source>
        <translation>échec&#xa0;: service occupé ou arrêté</translation>
    </message>
    <message>
        <source>failed: something else was running</source>
        <translation>échec&#xa0;: autre tâche en cours</translation>
    </message>
    <message>
        <source>failed: refused by the other side</source>
        <translation>échec&#xa0;: refus de l’autre côté</translation>
    </message>
    <message>
        <source>failed: unexpected answer</source>
        <translation>échec&#xa0;: réponse inattendue</translation>
    </message>
    <message>
        <source>failed: not supported</source>
        <translation>échec&#xa0;: non pris en charge</translation>
    </message>
    <message>
        <source>failed: it exists already</source>
        <translation>échec&#xa0;: existe déjà</translation>
    </message>
    <message>
        <source>failed: an error in the daemon</source>
        <translation>échec&#xa0;: erreur du service</translation>
    </message>
    <message>
        <source>failed: the server&apos;s folder is missing</source>
        <translation>échec&#xa0;: dossier du serveur absent</translation>
    </message>
    <message>
        <source>failed: the archive is missing</source>
        <translation>échec&#xa0;: archive absente</translation>
    </message>
    <message>
        <source>%1 has no good backup any more. The server is untouched.</source>
        <translation>%1 n’a plus de bonne sauvegarde. Le serveur n’est pas touché.</translation>
    </message>
    <message>
        <source>no good backup any more</source>
        <translation>plus de bonne sauvegarde</translation>
    </message>
    <message>
        <source>%1 damaged since</source>
        <translation>%1 endommagée(s) depuis</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>%1 arrêtée(s)</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>QDate&apos;s format of a day of this year</comment>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>QDate&apos;s format of a day</comment>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
</context>
<context>
    <name>look</name>
    <message>
        <source>good</source>
        <translation>bon</translation>
    </message>
    <message>
        <source>good, with warnings</source>
        <translation>bon, avec avertissements</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>arrêtée</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 octets</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>épinglée</translation>
    </message>
    <message>
        <source>never</source>
        <translation>jamais</translation>
    </message>
    <message>
        <source>Only Alula&apos;s own backups tell this.</source>
        <translation>Seules les sauvegardes d’Alula le disent.</translation>
    </message>
    <message>
        <source>It is not made yet.</source>
        <translation>Elle n’est pas encore faite.</translation>
    </message>
    <message>
        <source>No rotation and no deletion takes it until it is unpinned.</source>
        <translation>Aucune rotation ni suppression ne la touche tant qu’elle est épinglée.</translation>
    </message>
    <message>
        <source>Nobody has read it through yet: Verify does.</source>
        <translation>Personne ne l’a encore lue en entier&#xa0;: «&#xa0;Vérifier&#xa0;» le fait.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Logical</source>
        <translation>Logique</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adaptateur</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>Empreinte</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Gardée</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Vérifiée</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>What the archive takes up</source>
        <translation>La place que prend l’archive</translation>
    </message>
    <message>
        <source>What its files are together</source>
        <translation>La taille totale de ses fichiers</translation>
    </message>
    <message>
        <source>What was not taken over from an older backup</source>
        <translation>Ce qui n’est pas repris d’une sauvegarde plus ancienne</translation>
    </message>
    <message>
        <source>Where it is kept: wings is this node, s3 is an object store</source>
        <translation>Où elle est gardée&#xa0;: wings est ce nœud, s3 un stockage d’objets</translation>
    </message>
    <message>
        <source>Pinned backups are never deleted</source>
        <translation>Les sauvegardes épinglées ne sont jamais supprimées</translation>
    </message>
    <message>
        <source>When every byte of it was last read and checked</source>
        <translation>Quand chacun de ses octets a été lu et contrôlé pour la dernière fois</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>+ nouveau</translation>
    </message>
    <message>
        <source>~ changed</source>
        <translation>~ modifié</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>dossier</translation>
    </message>
    <message>
        <source>symbolic link</source>
        <translation>lien symbolique</translation>
    </message>
    <message>
        <source>file</source>
        <translation>fichier</translation>
    </message>
    <message>
        <source>has holes, which are kept</source>
        <translation>a des trous, qui sont conservés</translation>
    </message>
    <message>
        <source>was being written to while it was read</source>
        <translation>était en cours d’écriture pendant la lecture</translation>
    </message>
    <message>
        <source>became shorter while it was read: the rest is missing</source>
        <translation>a raccourci pendant la lecture&#xa0;: le reste manque</translation>
    </message>
    <message>
        <source>became shorter while it was read: the rest is zeroes</source>
        <translation>a raccourci pendant la lecture&#xa0;: le reste est à zéro</translation>
    </message>
    <message>
        <source>could not be read: its contents are not in this backup</source>
        <translation>n’a pas pu être lu&#xa0;: son contenu n’est pas dans cette sauvegarde</translation>
    </message>
    <message>
        <source>was gone before it could be read: its contents are not in this backup</source>
        <translation>a disparu avant d’être lu&#xa0;: son contenu n’est pas dans cette sauvegarde</translation>
    </message>
    <message>
        <source>Choose what to restore.</source>
        <translation>Choisissez ce qu’il faut restaurer.</translation>
    </message>
    <message>
        <source>Choose the server to restore into.</source>
        <translation>Choisissez le serveur de destination.</translation>
    </message>
    <message>
        <source>Name the folder to restore into.</source>
        <translation>Indiquez le dossier de destination.</translation>
    </message>
    <message>
        <source>The folder has to be a path in the server&apos;s files, without . or ..</source>
        <translation>Le dossier doit être un chemin dans les fichiers du serveur, sans . ni ..</translation>
    </message>
    <message>
        <source>The files have changed meanwhile. This is the plan as of now.</source>
        <translation>Les fichiers ont changé entre-temps. Voici le plan à jour.</translation>
    </message>
    <message>
        <source>Nothing was done: %1 This is the plan as of now.</source>
        <translation>Rien n’a été fait&#xa0;: %1 Voici le plan à jour.</translation>
    </message>
    <message>
        <source>The connection was lost, and no restore is running. This is the plan as of now.</source>
        <translation>La connexion a été perdue, et aucune restauration n’est en cours. Voici le plan à jour.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bonne</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>avertissement</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>avertissements</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>mauvaise</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>endommagée</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>absente</translation>
    </message>
    <message>
        <source>making</source>
        <translation>en-cours</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>vérifiée</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>non-vérifiée</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>note</translation>
    </message>
    <message>
        <source>foreign</source>
        <translation>étrangère</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>panneau</translation>
    </message>
    <message>
        <source>console</source>
        <translation>console</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>reprise</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importée</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n avertissement</numerusform>
            <numerusform>%n avertissements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodes</name>
    <message>
        <source>There is no connection to %1.</source>
        <translation>Pas de connexion à %1.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>No Alula answers on %1. Nothing was changed. Start its daemon there.</source>
        <translation>Aucun Alula ne répond sur %1. Rien n’a été modifié. Démarrez-y son démon.</translation>
    </message>
    <message>
        <source>alulactl was not found on %1. Nothing was changed. Install Alula there, then try again.</source>
        <translation>alulactl est introuvable sur %1. Rien n’a été modifié. Installez-y Alula, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 runs another version of Alula. Its backups are safe. %2</source>
        <translation>%1 a une autre version d’Alula. Ses sauvegardes sont en sûreté. %2</translation>
    </message>
    <message>
        <source>Connection to %1 lost. Its jobs go on. Nothing to do: it is tried again.</source>
        <translation>Connexion à %1 perdue. Ses tâches continuent. Rien à faire&#xa0;: une nouvelle tentative suit.</translation>
    </message>
    <message>
        <source>Type a host: a name of your ssh settings, or user@host.</source>
        <translation>Tapez un hôte&#xa0;: un nom de vos réglages ssh, ou user@host.</translation>
    </message>
    <message>
        <source>A host&apos;s name does not begin with &apos;-&apos;.</source>
        <translation>Un nom d’hôte ne commence pas par «&#xa0;-&#xa0;».</translation>
    </message>
    <message>
        <source>A host&apos;s name has no blanks. Type one host: user@host.</source>
        <translation>Un nom d’hôte ne contient pas d’espaces. Tapez un seul hôte&#xa0;: user@host.</translation>
    </message>
    <message>
        <source>You are not in group alula on %1.</source>
        <translation>Vous n’êtes pas dans le groupe alula sur %1.</translation>
    </message>
    <message>
        <source>%1 is not in group alula on %2.</source>
        <translation>%1 n’est pas dans le groupe alula sur %2.</translation>
    </message>
    <message>
        <source>Nothing was changed. Run there: %1, then sign in again.</source>
        <translation>Rien n’a été modifié. Exécutez-y&#xa0;: %1, puis reconnectez-vous.</translation>
    </message>
    <message>
        <source>The host key of %1 was not accepted. Nothing was changed. See what ssh said, and accept it only if it is the right one.</source>
        <translation>La clé d’hôte de %1 n’a pas été acceptée. Rien n’a été modifié. Voyez le message de ssh, et ne l’acceptez que si c’est la bonne.</translation>
    </message>
    <message>
        <source>ssh was not let in to %1: no key or password was accepted. Nothing was changed. See what ssh said, then try again.</source>
        <translation>%1 a refusé ssh&#xa0;: ni clé ni mot de passe accepté. Rien n’a été modifié. Voyez le message de ssh, puis réessayez.</translation>
    </message>
    <message>
        <source>ssh could not reach %1. Nothing was changed. Check its name and the network; it is tried again.</source>
        <translation>ssh n’a pas pu joindre %1. Rien n’a été modifié. Contrôlez son nom et le réseau&#xa0;; une nouvelle tentative suit.</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Pas de connexion à un nœud pour l’instant.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Ici, vous pouvez lire, mais rien modifier.</translation>
    </message>
    <message>
        <source>Select first what it is to be done with.</source>
        <translation>Sélectionnez d’abord ce sur quoi agir.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>queued</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>being cancelled</source>
        <translation>en cours d’arrêt</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>completed with warnings</source>
        <translation>terminée avec avertissements</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>sauvegarde</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>restauration</translation>
    </message>
    <message>
        <source>undo of a restore</source>
        <translation>annulation d’une restauration</translation>
    </message>
    <message>
        <source>deletion</source>
        <translation>suppression</translation>
    </message>
    <message>
        <source>verification</source>
        <translation>vérification</translation>
    </message>
    <message>
        <source>export</source>
        <translation>export</translation>
    </message>
    <message>
        <source>import</source>
        <translation>import</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>attente</translation>
    </message>
    <message>
        <source>scanning</source>
        <translation>parcours</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lecture</translation>
    </message>
    <message>
        <source>packing</source>
        <translation>archivage</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>contrôle</translation>
    </message>
    <message>
        <source>stopping the server</source>
        <translation>arrêt du serveur</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>extraction</translation>
    </message>
    <message>
        <source>swapping</source>
        <translation>échange</translation>
    </message>
    <message>
        <source>publishing</source>
        <translation>publication</translation>
    </message>
    <message>
        <source>uploading</source>
        <translation>envoi</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>téléchargement</translation>
    </message>
    <message>
        <source>deleting</source>
        <translation>suppression</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>manquante</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>endommagée</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>en cours de création</translation>
    </message>
    <message>
        <source>being published</source>
        <translation>en cours de publication</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>en cours de suppression</translation>
    </message>
    <message>
        <source>deleted in the panel</source>
        <translation>supprimée dans le panneau</translation>
    </message>
    <message>
        <source>good, warnings: %1</source>
        <translation>bonne, avertissements&#xa0;: %1</translation>
    </message>
    <message>
        <source>good</source>
        <translation>bonne</translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 sur %2 fichiers</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 fichiers</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>type</source>
        <translation>type</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>contenu</translation>
    </message>
    <message>
        <source>permissions</source>
        <translation>droits</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>propriétaire</translation>
    </message>
    <message>
        <source>time</source>
        <translation>date</translation>
    </message>
    <message>
        <source>target</source>
        <translation>cible</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>attributs</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
</TS>
