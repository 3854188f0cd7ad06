<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>BackUpDialog</name>
    <message>
        <source>&amp;Leave out by rules of my own</source>
        <translation>Nach &amp;eigenen Regeln auslassen</translation>
    </message>
    <message>
        <source>Back up %1</source>
        <translation>%1 sichern</translation>
    </message>
    <message>
        <source>&amp;Back up %1</source>
        <translation>%1 &amp;sichern</translation>
    </message>
    <message>
        <source>&amp;Note, to be kept with it:</source>
        <translation>&amp;Notiz dazu:</translation>
    </message>
    <message>
        <source>Its last good backup is of %1. The server goes on meanwhile.</source>
        <translation>Die letzte gute Sicherung ist vom %1. Der Server läuft währenddessen weiter.</translation>
    </message>
    <message>
        <source>It has no good backup yet. The server goes on meanwhile.</source>
        <translation>Noch keine gute Sicherung. Der Server läuft währenddessen weiter.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>before the update</source>
        <translation>vor dem Update</translation>
    </message>
    <message>
        <source>Else the server&apos;s own file says what is left out: .pelicanignore or .pteroignore</source>
        <translation>Sonst bestimmt die Datei des Servers, was ausgelassen wird: .pelicanignore oder .pteroignore</translation>
    </message>
    <message>
        <source>Rules of what is left out, as in .gitignore, one a line</source>
        <translation>Regeln zum Auslassen, wie in .gitignore, eine pro Zeile</translation>
    </message>
    <message>
        <source>As in .gitignore, one a line:
logs/
*.tmp</source>
        <translation>Wie in .gitignore, eine pro Zeile:
logs/
*.tmp</translation>
    </message>
    <message>
        <source>Whether it was started is not known: Activity shows it. (%1)</source>
        <translation>Ob die Sicherung gestartet wurde, ist unbekannt: Aktivität zeigt es. (%1)</translation>
    </message>
    <message>
        <source>No backup was started, and nothing was changed. Try again. (%1)</source>
        <translation>Keine Sicherung wurde gestartet, es wurde nichts geändert. Erneut versuchen. (%1)</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>&amp;Note of the backup of %1, %2:</source>
        <translation>&amp;Notiz zur Sicherung von %1, %2:</translation>
    </message>
    <message>
        <source>The note was not saved; the old one is still there. Try again. (%1)</source>
        <translation>Die Notiz wurde nicht gespeichert; die alte ist noch da. Erneut versuchen. (%1)</translation>
    </message>
</context>
<context>
    <name>OverviewBanner</name>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden mit %1…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Copy fix</source>
        <translation>Abhilfe kopieren</translation>
    </message>
    <message>
        <source>Show ssh output</source>
        <translation>ssh-Ausgabe zeigen</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>About Alula</source>
        <translation>Über Alula</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Alula %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Backups for the nodes of game panels: browse, search, compare, restore.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;Alula %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Sicherungen für die Knoten von Game-Panels: ansehen, suchen, vergleichen, wiederherstellen.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Import an archive…</source>
        <translation>Archiv &amp;importieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Export…</translation>
    </message>
    <message>
        <source>Export list as &amp;text…</source>
        <translation>Liste als &amp;Text exportieren…</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>&amp;ID kopieren</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>&amp;Notiz…</translation>
    </message>
    <message>
        <source>&amp;Pin or unpin</source>
        <translation>&amp;Anheften oder lösen</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Back up now…</source>
        <translation>Jetzt &amp;sichern…</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen…</translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation>Wiederherstellung &amp;rückgängig…</translation>
    </message>
    <message>
        <source>Bro&amp;wse</source>
        <translation>A&amp;nsehen</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation>Mit &amp;Live-Stand vergleichen</translation>
    </message>
    <message>
        <source>Versions of this &amp;file</source>
        <translation>V&amp;ersionen dieser Datei</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>Lös&amp;chen…</translation>
    </message>
    <message>
        <source>Delete &amp;all of this server…</source>
        <translation>&amp;Alle dieses Servers löschen…</translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation>A&amp;uftrag abbrechen</translation>
    </message>
    <message>
        <source>&amp;Parent folder</source>
        <translation>Über&amp;geordneter Ordner</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>Aktualisie&amp;ren</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
</context>
<context>
    <name>alula::gui::ActivityPage</name>
    <message numerus="yes">
        <source>%n job(s) written.</source>
        <translation>
            <numerusform>%n Auftrag geschrieben.</numerusform>
            <numerusform>%n Aufträge geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>The list was not written: %1</source>
        <translation>Die Liste wurde nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>State of the jobs</source>
        <translation>Status der Aufträge</translation>
    </message>
    <message>
        <source>All states</source>
        <translation>Alle Status</translation>
    </message>
    <message>
        <source>Running or queued</source>
        <translation>Läuft oder wartet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>With warnings</source>
        <translation>Mit Warnungen</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Server of the jobs</source>
        <translation>Server der Aufträge</translation>
    </message>
    <message>
        <source>Kind of the jobs</source>
        <translation>Art der Aufträge</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Filter: id, backup, who, error</source>
        <translation>Filter: ID, Sicherung, wer, Fehler</translation>
    </message>
    <message>
        <source>Filter the list of jobs</source>
        <translation>Liste der Aufträge filtern</translation>
    </message>
    <message>
        <source>Export &amp;text…</source>
        <translation>Als &amp;Text exportieren…</translation>
    </message>
    <message>
        <source>Writes this list to a text file</source>
        <translation>Schreibt diese Liste in eine Textdatei</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>&amp;Open its backup</source>
        <translation>Sicherung ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation>A&amp;uftrag abbrechen</translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation>Wiederherstellung &amp;rückgängig…</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>&amp;ID kopieren</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>All servers</source>
        <translation>Alle Server</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Activity of %1</source>
        <translation>Aktivität von %1</translation>
    </message>
    <message>
        <source>Nothing was done here yet. Backups, restores and all else show up here, with their logs.</source>
        <translation>Hier wurde noch nichts getan. Sicherungen, Wiederherstellungen und alles andere erscheinen hier mit Protokoll.</translation>
    </message>
    <message>
        <source>No job matches.</source>
        <translation>Kein Auftrag passt.</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>Lee&amp;ren</translation>
    </message>
    <message>
        <source>There is no connection to %1. This is as of %2; its jobs go on.</source>
        <translation>Es besteht keine Verbindung zu %1. Stand: %2; die Aufträge laufen weiter.</translation>
    </message>
    <message>
        <source>The list of jobs could not be read; nothing was changed. Try again. (%1)</source>
        <translation>Die Liste der Aufträge ließ sich nicht lesen; es wurde nichts geändert. Erneut versuchen. (%1)</translation>
    </message>
    <message>
        <source>This job is not kept any more: %1</source>
        <translation>Dieser Auftrag wird nicht mehr aufbewahrt: %1</translation>
    </message>
    <message>
        <source>Only a restore can be taken back.</source>
        <translation>Nur eine Wiederherstellung lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>What this restore replaced is not kept any more.</source>
        <translation>Was diese Wiederherstellung ersetzt hat, wird nicht mehr aufbewahrt.</translation>
    </message>
    <message>
        <source>Select a job first.</source>
        <translation>Zuerst einen Auftrag auswählen.</translation>
    </message>
    <message>
        <source>There is nothing in the list to write.</source>
        <translation>Die Liste enthält nichts zum Schreiben.</translation>
    </message>
    <message>
        <source>This job has ended already.</source>
        <translation>Dieser Auftrag ist schon beendet.</translation>
    </message>
    <message>
        <source>It is being cancelled.</source>
        <translation>Er wird gerade abgebrochen.</translation>
    </message>
    <message>
        <source>This job is about no single backup.</source>
        <translation>Dieser Auftrag betrifft nicht nur eine Sicherung.</translation>
    </message>
    <message>
        <source>The job&apos;s id was copied.</source>
        <translation>ID des Auftrags kopiert.</translation>
    </message>
    <message>
        <source>Cancelling …</source>
        <translation>Bricht ab …</translation>
    </message>
    <message>
        <source>The job goes on: %1</source>
        <translation>Der Auftrag läuft weiter: %1</translation>
    </message>
    <message>
        <source>Export list as text</source>
        <translation>Liste als Text exportieren</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
</context>
<context>
    <name>alula::gui::AskpassDialog</name>
    <message>
        <source>ssh asks</source>
        <translation>ssh fragt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>This host</source>
        <translation>Dieser Host</translation>
    </message>
    <message>
        <source>%1 is new here, but its key is known from another name. Connect only if this is the machine that you mean.</source>
        <translation>%1 ist hier neu, aber der Schlüssel ist unter einem anderen Namen bekannt. Nur verbinden, wenn das der gemeinte Rechner ist.</translation>
    </message>
    <message>
        <source>%1 is not known here yet. Connect only if its key has the fingerprint that its admin told you: else somebody may be in between.</source>
        <translation>%1 ist hier noch nicht bekannt. Nur verbinden, wenn der Schlüssel den Fingerabdruck hat, den der Admin genannt hat: sonst kann jemand dazwischen sein.</translation>
    </message>
    <message>
        <source>%1 key:</source>
        <translation>%1-Schlüssel:</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>&amp;Trust this key and connect</source>
        <translation>Schlüssel &amp;vertrauen und verbinden</translation>
    </message>
    <message>
        <source>&amp;Do not connect</source>
        <translation>&amp;Nicht verbinden</translation>
    </message>
    <message>
        <source>It is given to ssh and kept nowhere.</source>
        <translation>Es wird an ssh gegeben und nirgends aufbewahrt.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation>&amp;Erlauben</translation>
    </message>
    <message>
        <source>&amp;Refuse</source>
        <translation>&amp;Ablehnen</translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupDetails</name>
    <message>
        <source>Details of the selected backups</source>
        <translation>Details der ausgewählten Sicherungen</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>pinned: nothing deletes it</source>
        <translation>angeheftet: nichts löscht sie</translation>
    </message>
    <message>
        <source>until it is deleted</source>
        <translation>bis sie gelöscht wird</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>SHA-1</source>
        <translation>SHA-1</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>deleted there; it stays here because it is pinned</source>
        <translation>dort gelöscht; sie bleibt hier, weil sie angeheftet ist</translation>
    </message>
    <message>
        <source>Its archive is not where it was. The server is untouched. Make a new backup, or put the file back.</source>
        <translation>Das Archiv ist nicht mehr an seinem Ort. Der Server ist unverändert. Neue Sicherung erstellen oder die Datei zurücklegen.</translation>
    </message>
    <message>
        <source>Some of its files are damaged. The rest can be restored; the server is untouched. Make a new backup.</source>
        <translation>Einige Dateien sind beschädigt. Der Rest lässt sich wiederherstellen; der Server ist unverändert. Neue Sicherung erstellen.</translation>
    </message>
    <message numerus="yes">
        <source>Good, with %n warning(s). The log of its job in Activity names them.</source>
        <translation>
            <numerusform>Gut, mit %n Warnung. Das Protokoll des Auftrags unter Aktivität nennt sie.</numerusform>
            <numerusform>Gut, mit %n Warnungen. Das Protokoll des Auftrags unter Aktivität nennt sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Gut</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected</source>
        <translation>
            <numerusform>%n Sicherung ausgewählt</numerusform>
            <numerusform>%n Sicherungen ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung</numerusform>
            <numerusform>%n Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Select one to see what is known of it.</source>
        <translation>Eine auswählen, um zu sehen, was über sie bekannt ist.</translation>
    </message>
    <message>
        <source>made by the panel</source>
        <translation>vom Panel erstellt</translation>
    </message>
    <message>
        <source>made with this console</source>
        <translation>mit dieser Konsole erstellt</translation>
    </message>
    <message>
        <source>made with alulactl</source>
        <translation>mit alulactl erstellt</translation>
    </message>
    <message>
        <source>found on the disk and taken in</source>
        <translation>auf dem Laufwerk gefunden und übernommen</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsModel</name>
    <message>
        <source>%1: %2</source>
        <comment>column: cell</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsPage</name>
    <message>
        <source>Filter the list of backups</source>
        <translation>Liste der Sicherungen filtern</translation>
    </message>
    <message>
        <source>Shows what fits all of the words: pieces of note, id, server or date, or one of
%1.
With - in front: what does not fit.</source>
        <translation>Zeigt, was zu allen Wörtern passt: Teile von Notiz, ID, Server oder Datum, oder eins von
%1.
Mit - davor: was nicht passt.</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Erneu&amp;t versuchen</translation>
    </message>
    <message>
        <source>Bro&amp;wse</source>
        <translation>A&amp;nsehen</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen…</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation>Mit &amp;Live-Stand vergleichen</translation>
    </message>
    <message>
        <source>Ver&amp;ify</source>
        <translation>&amp;Prüfen</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xport…</translation>
    </message>
    <message>
        <source>&amp;Pin or unpin</source>
        <translation>An&amp;heften oder lösen</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>N&amp;otiz…</translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation>ID &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>Lös&amp;chen…</translation>
    </message>
    <message>
        <source>Look at the files in this backup</source>
        <translation>Die Dateien in dieser Sicherung ansehen</translation>
    </message>
    <message>
        <source>Put this backup back, or a part of it</source>
        <translation>Diese Sicherung oder einen Teil davon wiederherstellen</translation>
    </message>
    <message>
        <source>What differs from the one before it; of two selected ones, between them</source>
        <translation>Unterschiede zur vorigen Sicherung; bei zwei ausgewählten die zwischen ihnen</translation>
    </message>
    <message>
        <source>Read and check every byte of the selected backups</source>
        <translation>Jedes Byte der ausgewählten Sicherungen lesen und prüfen</translation>
    </message>
    <message>
        <source>Write this backup to a file of this computer</source>
        <translation>Diese Sicherung in eine Datei auf diesem Rechner schreiben</translation>
    </message>
    <message>
        <source>Shows what would be lost, and asks, first</source>
        <translation>Zeigt zuerst, was verloren ginge, und fragt nach</translation>
    </message>
    <message>
        <source>Backups of %1</source>
        <translation>Sicherungen von %1</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation>%1 von %2 gezeigt</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 ausgewählt</translation>
    </message>
    <message>
        <source>loading …</source>
        <translation>wird geladen …</translation>
    </message>
    <message>
        <source>No node is chosen. Choose one at the left.</source>
        <translation>Kein Knoten gewählt. Links einen wählen.</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n match.</source>
        <translation>
            <numerusform>Keine von %n passt.</numerusform>
            <numerusform>Keine von %n passt.</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>Lee&amp;ren</translation>
    </message>
    <message>
        <source>Not known yet: there is no connection to %1.</source>
        <translation>Noch unbekannt: Es besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>%1 has no backups yet.</source>
        <translation>%1 hat noch keine Sicherungen.</translation>
    </message>
    <message>
        <source>&amp;Back up now…</source>
        <translation>&amp;Jetzt sichern…</translation>
    </message>
    <message>
        <source>There are no backups on %1 yet. Choose a server at the left to make the first one.</source>
        <translation>Auf %1 gibt es noch keine Sicherungen. Links einen Server wählen, um die erste zu erstellen.</translation>
    </message>
    <message>
        <source>There is no connection to %1. This is as of %2; its jobs go on.</source>
        <translation>Es besteht keine Verbindung zu %1. Stand: %2; die Aufträge laufen weiter.</translation>
    </message>
    <message>
        <source>The list of backups could not be read; nothing was changed. Try again. (%1)</source>
        <translation>Die Liste der Sicherungen ließ sich nicht lesen; es wurde nichts geändert. Erneut versuchen. (%1)</translation>
    </message>
    <message>
        <source>Select one or more backups first.</source>
        <translation>Zuerst eine oder mehrere Sicherungen auswählen.</translation>
    </message>
    <message>
        <source>A note is written to one backup at a time: select one.</source>
        <translation>Eine Notiz gilt immer nur einer Sicherung: eine auswählen.</translation>
    </message>
    <message numerus="yes">
        <source>Select at most %n backup(s) at a time.</source>
        <translation>
            <numerusform>Höchstens %n Sicherung zugleich auswählen.</numerusform>
            <numerusform>Höchstens %n Sicherungen zugleich auswählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to read of them: they are missing, or still being made.</source>
        <translation>Es gibt nichts zu lesen: Sie fehlen oder werden noch erstellt.</translation>
    </message>
    <message>
        <source>Select one backup first.</source>
        <translation>Zuerst eine Sicherung auswählen.</translation>
    </message>
    <message>
        <source>This backup is %1.</source>
        <translation>Status dieser Sicherung: %1.</translation>
    </message>
    <message>
        <source>Only the panel can open this backup. Start it there, or give the node read keys.</source>
        <translation>Nur das Panel kann diese Sicherung öffnen. Dort starten oder dem Knoten Leseschlüssel geben.</translation>
    </message>
    <message>
        <source>Its archive is missing on the node. Put it back, or choose another backup.</source>
        <translation>Das Archiv fehlt auf dem Knoten. Zurücklegen oder eine andere Sicherung wählen.</translation>
    </message>
    <message>
        <source>They are pinned: unpin them first.</source>
        <translation>Sie sind angeheftet: zuerst lösen.</translation>
    </message>
    <message>
        <source>Select at most %1 at a time, or delete all of a server.</source>
        <translation>Höchstens %1 zugleich auswählen, oder alle eines Servers löschen.</translation>
    </message>
    <message>
        <source>Select one backup, or two of the same server.</source>
        <translation>Eine Sicherung auswählen, oder zwei desselben Servers.</translation>
    </message>
    <message>
        <source>A backup that is being made cannot be compared yet.</source>
        <translation>Eine Sicherung, die noch erstellt wird, lässt sich nicht vergleichen.</translation>
    </message>
    <message>
        <source>These two are of different servers.</source>
        <translation>Diese zwei sind von verschiedenen Servern.</translation>
    </message>
    <message>
        <source>There is no older backup of this server.</source>
        <translation>Es gibt keine ältere Sicherung dieses Servers.</translation>
    </message>
    <message>
        <source>The pin was not changed: %1</source>
        <translation>Die Anheftung wurde nicht geändert: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n verification(s) started; Activity shows how they go.</source>
        <translation>
            <numerusform>%n Prüfung gestartet; Aktivität zeigt den Verlauf.</numerusform>
            <numerusform>%n Prüfungen gestartet; Aktivität zeigt den Verlauf.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Not all: %2</source>
        <translation>%1 Nicht alle: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) copied.</source>
        <translation>
            <numerusform>%n ID kopiert.</numerusform>
            <numerusform>%n IDs kopiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter: text, date, %1, %2, %3 …</source>
        <comment>words that the filter knows</comment>
        <translation>Filter: Text, Datum, %1, %2, %3 …</translation>
    </message>
</context>
<context>
    <name>alula::gui::Banner</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weiteres</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>More problems</source>
        <translation>Weitere Probleme</translation>
    </message>
</context>
<context>
    <name>alula::gui::Breadcrumbs</name>
    <message>
        <source>Folders above</source>
        <translation>Ordner darüber</translation>
    </message>
    <message>
        <source>Path of the folder</source>
        <translation>Pfad des Ordners</translation>
    </message>
    <message>
        <source>Go to folder %1</source>
        <translation>Zum Ordner %1 gehen</translation>
    </message>
</context>
<context>
    <name>alula::gui::BrowserPage</name>
    <message>
        <source>Choose a backup first.</source>
        <translation>Zuerst eine Sicherung wählen.</translation>
    </message>
    <message>
        <source>The archive of this backup is not where it was.</source>
        <translation>Das Archiv dieser Sicherung ist nicht mehr an seinem Ort.</translation>
    </message>
    <message>
        <source>Only the panel can open this backup. Start it there, or give the node read keys.</source>
        <translation>Nur das Panel kann diese Sicherung öffnen. Dort starten oder dem Knoten Leseschlüssel geben.</translation>
    </message>
    <message>
        <source>The contents of this backup cannot be read.</source>
        <translation>Der Inhalt dieser Sicherung lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>Choose one file or folder first.</source>
        <translation>Zuerst eine Datei oder einen Ordner wählen.</translation>
    </message>
    <message>
        <source>This is the top folder.</source>
        <translation>Dies ist der oberste Ordner.</translation>
    </message>
    <message>
        <source>No backup of this server is known that was made before this one.</source>
        <translation>Es ist keine Sicherung dieses Servers bekannt, die älter ist als diese.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>E&amp;xport…</translation>
    </message>
    <message>
        <source>&amp;Versions of this file</source>
        <translation>&amp;Versionen dieser Datei</translation>
    </message>
    <message>
        <source>&amp;Compare with the backup before</source>
        <translation>Mit der vorigen Sicherung ver&amp;gleichen</translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation>Mit &amp;Live-Stand vergleichen</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>&amp;Pfad kopieren</translation>
    </message>
    <message>
        <source>Several are chosen.</source>
        <translation>Mehrere sind gewählt.</translation>
    </message>
    <message>
        <source>All of this folder</source>
        <translation>Alles in diesem Ordner</translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln Eintrag</numerusform>
            <numerusform>%Ln Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>wird gezählt…</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>3 items, 3.1 GiB</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln loaded</source>
        <translation>
            <numerusform>%Ln geladen</numerusform>
            <numerusform>%Ln geladen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln gone since %2</source>
        <translation>
            <numerusform>%1; %Ln weg seit %2</numerusform>
            <numerusform>%1; %Ln weg seit %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes are told since the backup of %1.</source>
        <translation>Änderungen gelten seit der Sicherung vom %1.</translation>
    </message>
    <message>
        <source>Choose a backup to look into.</source>
        <translation>Eine Sicherung wählen, um hineinzusehen.</translation>
    </message>
    <message>
        <source>Files of the backup</source>
        <translation>Dateien der Sicherung</translation>
    </message>
    <message>
        <source>Find in this backup</source>
        <translation>In dieser Sicherung suchen</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>V&amp;ersionen</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation>Dieser Ordner ist leer.</translation>
    </message>
    <message>
        <source>This backup</source>
        <translation>Diese Sicherung</translation>
    </message>
    <message>
        <source>The folder %1</source>
        <translation>Der Ordner %1</translation>
    </message>
    <message>
        <source>%1 cannot be shown. Nothing was changed.</source>
        <translation>%1 lässt sich nicht zeigen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>There is no folder %1 in this backup.</source>
        <translation>In dieser Sicherung gibt es keinen Ordner %1.</translation>
    </message>
    <message>
        <source>Go to the &amp;top</source>
        <translation>Zum &amp;obersten Ordner</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>Er&amp;neut versuchen</translation>
    </message>
    <message>
        <source>%1 was not found in this folder.</source>
        <translation>%1 wurde in diesem Ordner nicht gefunden.</translation>
    </message>
    <message>
        <source>Show &amp;backups</source>
        <translation>Sicherun&amp;gen zeigen</translation>
    </message>
    <message>
        <source>%1 is not connected. This is as of %2.</source>
        <translation>%1 ist nicht verbunden. Stand: %2.</translation>
    </message>
    <message>
        <source>The archive of this backup is not where it was. Its names can be looked at; the server is untouched. Put the archive back, or make a new backup.</source>
        <translation>Das Archiv dieser Sicherung ist nicht mehr an seinem Ort. Die Namen lassen sich ansehen; der Server ist unverändert. Archiv zurücklegen oder neue Sicherung erstellen.</translation>
    </message>
    <message>
        <source>This backup is damaged. What is whole can be restored; the server is untouched. Make a new backup.</source>
        <translation>Diese Sicherung ist beschädigt. Was unversehrt ist, lässt sich wiederherstellen; der Server ist unverändert. Neue Sicherung erstellen.</translation>
    </message>
    <message>
        <source>This backup was not written by Alula: the first look into it can take minutes.</source>
        <translation>Diese Sicherung stammt nicht von Alula: Der erste Blick hinein kann Minuten dauern.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>server, time of its backup</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>No backup</source>
        <translation>Keine Sicherung</translation>
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
        <translation>gut: %1</translation>
    </message>
    <message>
        <source>%1, too old</source>
        <translation>%1, zu alt</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
</context>
<context>
    <name>alula::gui::CardsModel</name>
    <message>
        <source>last good backup %1</source>
        <translation>letzte gute Sicherung %1</translation>
    </message>
    <message>
        <source>which is too long ago</source>
        <translation>das ist zu lange her</translation>
    </message>
    <message>
        <source>size %1</source>
        <translation>Größe %1</translation>
    </message>
    <message>
        <source>%1
Last good backup: %2
%3</source>
        <translation>%1
Letzte gute Sicherung: %2
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
        <translation>Be&amp;fehl zeigen</translation>
    </message>
    <message>
        <source>The alulactl command that does the same; Ctrl+Shift+C copies it</source>
        <translation>Der alulactl-Befehl, der dasselbe tut; Strg+Umschalt+C kopiert ihn</translation>
    </message>
    <message>
        <source>The alulactl command that does the same</source>
        <translation>Der alulactl-Befehl, der dasselbe tut</translation>
    </message>
</context>
<context>
    <name>alula::gui::CompareModel</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>name, folder, what changed</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Unterschiede</translation>
    </message>
</context>
<context>
    <name>alula::gui::ComparePage</name>
    <message>
        <source>What differs</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Choose a backup to compare.</source>
        <translation>Eine Sicherung zum Vergleichen wählen.</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation>z&amp;u</translation>
    </message>
    <message>
        <source>A&amp;gain</source>
        <translation>Er&amp;neut</translation>
    </message>
    <message>
        <source>Compares once more, as things are now.</source>
        <translation>Vergleicht noch einmal mit dem jetzigen Stand.</translation>
    </message>
    <message>
        <source>Compare contents</source>
        <translation>Inhalte vergleichen</translation>
    </message>
    <message>
        <source>+ a&amp;dded</source>
        <translation>+ hinzuge&amp;fügt</translation>
    </message>
    <message>
        <source>− re&amp;moved</source>
        <translation>− &amp;entfernt</translation>
    </message>
    <message>
        <source>~ &amp;changed</source>
        <translation>~ &amp;geändert</translation>
    </message>
    <message>
        <source>&amp;Restore the older…</source>
        <translation>Ältere &amp;wiederherstellen…</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>Versi&amp;onen</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Comparing contents. The server&apos;s files are read for it…</source>
        <translation>Inhalte werden verglichen. Dafür werden die Dateien des Servers gelesen…</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>Live, as of %1</source>
        <translation>Live, Stand %1</translation>
    </message>
    <message>
        <source>Live, as it is now</source>
        <translation>Live, jetziger Stand</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>Keine Unterschiede.</translation>
    </message>
    <message>
        <source>Nothing differs in this folder.</source>
        <translation>Keine Unterschiede in diesem Ordner.</translation>
    </message>
    <message>
        <source>None of these changes is chosen to be shown.</source>
        <translation>Keine dieser Änderungen ist zum Zeigen gewählt.</translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation>Alle &amp;zeigen</translation>
    </message>
    <message>
        <source>A side has changed meanwhile. Press Again.</source>
        <translation>Eine Seite hat sich inzwischen geändert. „Erneut“ drücken.</translation>
    </message>
    <message>
        <source>These two cannot be compared. Nothing was changed.</source>
        <translation>Diese zwei lassen sich nicht vergleichen. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation>E&amp;rneut versuchen</translation>
    </message>
    <message>
        <source>differs in: %1</source>
        <translation>Unterschiede: %1</translation>
    </message>
    <message>
        <source>Files of equal size and time are read and compared too. This takes its time.</source>
        <translation>Auch Dateien mit gleicher Größe und Zeit werden gelesen und verglichen. Das dauert.</translation>
    </message>
    <message>
        <source>Only administrators of the node may have files read.</source>
        <translation>Nur Administratoren des Knotens dürfen Dateien lesen lassen.</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>%1 compared with %2</source>
        <translation>%1 verglichen mit %2</translation>
    </message>
    <message>
        <source>live</source>
        <translation>Live-Stand</translation>
    </message>
    <message>
        <source>Choose a backup first.</source>
        <translation>Zuerst eine Sicherung wählen.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>Choose what is to be restored first.</source>
        <translation>Zuerst wählen, was wiederhergestellt werden soll.</translation>
    </message>
    <message>
        <source>The older backup does not have this.</source>
        <translation>In der älteren Sicherung gibt es das nicht.</translation>
    </message>
    <message>
        <source>Choose one file or folder first.</source>
        <translation>Zuerst eine Datei oder einen Ordner wählen.</translation>
    </message>
    <message>
        <source>This is the top folder.</source>
        <translation>Dies ist der oberste Ordner.</translation>
    </message>
    <message>
        <source>This is compared with live already.</source>
        <translation>Dies wird schon mit dem Live-Stand verglichen.</translation>
    </message>
    <message>
        <source>%1; live: size and time only</source>
        <comment>what differs</comment>
        <translation>%1; Live-Stand: nur Größe und Zeit</translation>
    </message>
</context>
<context>
    <name>alula::gui::ConnectDialog</name>
    <message>
        <source>Over &amp;ssh:</source>
        <translation>Über &amp;ssh:</translation>
    </message>
    <message>
        <source>Show ssh &amp;output</source>
        <translation>ssh-&amp;Ausgabe zeigen</translation>
    </message>
    <message>
        <source>Copy &amp;fix</source>
        <translation>Abhilfe &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation>Mit Knoten verbinden</translation>
    </message>
    <message>
        <source>&amp;This computer: found</source>
        <translation>&amp;Dieser Rechner: gefunden</translation>
    </message>
    <message>
        <source>&amp;This computer: no Alula found</source>
        <translation>&amp;Dieser Rechner: kein Alula gefunden</translation>
    </message>
    <message>
        <source>user@host, or a name of your ssh settings</source>
        <translation>user@host oder ein Name aus den ssh-Einstellungen</translation>
    </message>
    <message>
        <source>Host that ssh reaches</source>
        <translation>Host, den ssh erreicht</translation>
    </message>
    <message>
        <source>What ssh said</source>
        <translation>Ausgabe von ssh</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbinden mit %1…</translation>
    </message>
    <message>
        <source>%1: no</source>
        <translation>%1: nein</translation>
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
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>Delete all backups of %1</source>
        <translation>Alle Sicherungen von %1 löschen</translation>
    </message>
    <message>
        <source>Delete backups</source>
        <translation>Sicherungen löschen</translation>
    </message>
    <message>
        <source>Backups that would be deleted</source>
        <translation>Sicherungen, die gelöscht würden</translation>
    </message>
    <message>
        <source>Asking what would be deleted …</source>
        <translation>Abfrage, was gelöscht würde …</translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation>Wird gestartet …</translation>
    </message>
    <message>
        <source>The connection to %1 was lost. When it is back, what is left is listed again.</source>
        <translation>Die Verbindung zu %1 ging verloren. Sobald sie wieder besteht, wird neu gelistet, was noch da ist.</translation>
    </message>
    <message>
        <source>Nothing was deleted: %1</source>
        <translation>Nichts wurde gelöscht: %1</translation>
    </message>
    <message>
        <source>There is nothing to delete: they are gone already.</source>
        <translation>Es gibt nichts zu löschen: Sie sind schon weg.</translation>
    </message>
    <message>
        <source>There is nothing to delete: they are pinned. Unpin them first.</source>
        <translation>Es gibt nichts zu löschen: Sie sind angeheftet. Zuerst lösen.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>&amp;Keep all</source>
        <translation>Alle &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message numerus="yes">
        <source>And those of %n more server(s).</source>
        <translation>
            <numerusform>Und die von %n weiteren Server.</numerusform>
            <numerusform>Und die von %n weiteren Servern.</numerusform>
        </translation>
    </message>
    <message>
        <source>Includes the NEWEST good backup of %1.</source>
        <translation>Darunter ist die NEUESTE gute Sicherung von %1.</translation>
    </message>
    <message>
        <source>Type %1 to go &amp;on:</source>
        <translation>Zum Fo&amp;rtfahren %1 eingeben:</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>Type the name first.</source>
        <translation>Zuerst den Namen eingeben.</translation>
    </message>
    <message numerus="yes">
        <source>Deleting %n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung wird gelöscht</numerusform>
            <numerusform>%n Sicherungen werden gelöscht</numerusform>
        </translation>
    </message>
    <message>
        <source>What is deleted by then stays deleted; closing this window stops nothing.</source>
        <translation>Beim Abbrechen bleibt gelöscht, was bis dahin gelöscht ist; das Schließen dieses Fensters hält nichts an.</translation>
    </message>
    <message>
        <source>Cancelling. What is deleted by now stays deleted.</source>
        <translation>Wird abgebrochen. Was bis jetzt gelöscht ist, bleibt gelöscht.</translation>
    </message>
    <message>
        <source>%1 does not know this job any more. The list shows which backups are left.</source>
        <translation>%1 kennt diesen Auftrag nicht mehr. Die Liste zeigt, welche Sicherungen noch da sind.</translation>
    </message>
    <message>
        <source>Whether anything was deleted is not known: %1</source>
        <translation>Ob etwas gelöscht wurde, ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>Type the number first.</source>
        <translation>Zuerst die Anzahl eingeben.</translation>
    </message>
    <message>
        <source>What is lost</source>
        <translation>Was verloren geht</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>Sie &amp;behalten</translation>
    </message>
</context>
<context>
    <name>alula::gui::DeletePlanModel</name>
    <message>
        <source>The connection was lost meanwhile. This is what is still there.</source>
        <translation>Die Verbindung ging inzwischen verloren. Dies ist noch da.</translation>
    </message>
    <message>
        <source>What would be deleted has changed: this is the new plan.</source>
        <translation>Was gelöscht würde, hat sich geändert: Dies ist der neue Plan.</translation>
    </message>
    <message>
        <source>What would be deleted has changed: this is the new plan. Nothing was deleted.</source>
        <translation>Was gelöscht würde, hat sich geändert: Dies ist der neue Plan. Nichts wurde gelöscht.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>No answer came in time. This is what is still there.</source>
        <translation>Es kam keine Antwort rechtzeitig. Das ist noch da.</translation>
    </message>
</context>
<context>
    <name>alula::gui::DiskBars</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Alula&apos;s data</source>
        <translation>Daten von Alula</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Laufwerk</translation>
    </message>
    <message>
        <source>%1 %2%</source>
        <translation>%1 %2&#xa0;%</translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 (%2): %3 of %4 free, %5 bytes</source>
        <translation>%1 (%2): %3 von %4 frei, %5 Bytes</translation>
    </message>
    <message>
        <source>No panel</source>
        <translation>Kein Panel</translation>
    </message>
    <message>
        <source>Panel does not answer</source>
        <translation>Panel antwortet nicht</translation>
    </message>
    <message>
        <source>Panel ok</source>
        <translation>Panel ok</translation>
    </message>
    <message numerus="yes">
        <source>Panel ok, %n to send</source>
        <translation>
            <numerusform>Panel ok, %n zu senden</numerusform>
            <numerusform>Panel ok, %n zu senden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) wait to be told to the panel</source>
        <translation>
            <numerusform>%n Ergebnis ist dem Panel noch zu melden</numerusform>
            <numerusform>%n Ergebnisse sind dem Panel noch zu melden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryDetails</name>
    <message>
        <source>V&amp;ersions</source>
        <translation>Ve&amp;rsionen</translation>
    </message>
    <message>
        <source>Restore &amp;this version…</source>
        <translation>Version wiederhers&amp;tellen…</translation>
    </message>
    <message>
        <source>Previe&amp;w</source>
        <translation>Vors&amp;chau</translation>
    </message>
    <message>
        <source>Compare with li&amp;ve</source>
        <translation>Mit &amp;Live vergleichen</translation>
    </message>
    <message>
        <source>Choose a file to look into it.</source>
        <translation>Eine Datei wählen, um hineinzusehen.</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2 Bytes)</translation>
    </message>
    <message>
        <source>modified %1</source>
        <translation>geändert %1</translation>
    </message>
    <message>
        <source>Enter opens this folder.</source>
        <translation>Die Eingabetaste öffnet diesen Ordner.</translation>
    </message>
    <message>
        <source>A symbolic link has no contents.</source>
        <translation>Ein symbolischer Link hat keinen Inhalt.</translation>
    </message>
    <message>
        <source>The versions are not known: %1</source>
        <translation>Die Versionen sind nicht bekannt: %1</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryTreeModel</name>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes in %n file(s)</source>
        <translation>
            <numerusform>%1 Bytes in %n Datei</numerusform>
            <numerusform>%1 Bytes in %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>alula::gui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Exporting to %1</source>
        <translation>Export nach %1</translation>
    </message>
    <message>
        <source>Cancel job leaves nothing behind. This window may be closed: the export goes on while Alula is open.</source>
        <translation>„Auftrag abbrechen“ lässt nichts zurück. Dieses Fenster darf geschlossen werden: Der Export läuft weiter, solange Alula offen ist.</translation>
    </message>
    <message>
        <source>%1 are here.</source>
        <translation>%1 empfangen.</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>F&amp;ormat:</translation>
    </message>
    <message>
        <source>File on &amp;this computer:</source>
        <translation>&amp;Datei auf diesem Rechner:</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Wä&amp;hlen…</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exportieren</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>The backup could not be looked at. %1</source>
        <translation>Die Sicherung ließ sich nicht ansehen. %1</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Replace?</source>
        <translation>Ersetzen?</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 ist schon da.</translation>
    </message>
    <message>
        <source>It stays as it is until the export is whole.</source>
        <translation>Die Datei bleibt, wie sie ist, bis der Export vollständig ist.</translation>
    </message>
    <message>
        <source>&amp;Replace it</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>&amp;Keep it</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>&amp;Open its folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was kept, and the backup is untouched.</source>
        <translation>Abgebrochen. Nichts wurde behalten, die Sicherung ist unverändert.</translation>
    </message>
    <message>
        <source>&amp;Try again…</source>
        <translation>E&amp;rneut versuchen…</translation>
    </message>
    <message>
        <source>Export from %1, %2</source>
        <translation>Export aus %1, %2</translation>
    </message>
    <message>
        <source>&amp;Close, the export goes on</source>
        <translation>S&amp;chließen, Export läuft weiter</translation>
    </message>
</context>
<context>
    <name>alula::gui::FilePreview</name>
    <message>
        <source>&amp;Mark what differs</source>
        <translation>Unterschiede &amp;markieren</translation>
    </message>
    <message>
        <source>Contents of the file</source>
        <translation>Inhalt der Datei</translation>
    </message>
    <message>
        <source>The picture in the file</source>
        <translation>Das Bild in der Datei</translation>
    </message>
    <message>
        <source>Only administrators of the node may look into files.</source>
        <translation>Nur Administratoren des Knotens dürfen in Dateien sehen.</translation>
    </message>
    <message>
        <source>This file has %1.</source>
        <translation>Diese Datei hat %1.</translation>
    </message>
    <message>
        <source>&amp;Show the first %1</source>
        <translation>Die ersten %1 &amp;zeigen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>The file cannot be shown: %1</source>
        <translation>Die Datei lässt sich nicht zeigen: %1</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <comment>width, height</comment>
        <translation>%1 × %2 Pixel</translation>
    </message>
    <message>
        <source>First %1 of %2.</source>
        <translation>Die ersten %1 von %2.</translation>
    </message>
    <message>
        <source>No text.</source>
        <translation>Kein Text.</translation>
    </message>
    <message>
        <source>The server does not have this file now.</source>
        <translation>Der Server hat diese Datei jetzt nicht.</translation>
    </message>
    <message>
        <source>The newer backup does not have this file.</source>
        <translation>Die neuere Sicherung hat diese Datei nicht.</translation>
    </message>
    <message>
        <source>Not compared: %1</source>
        <translation>Nicht verglichen: %1</translation>
    </message>
    <message>
        <source>in the newer backup</source>
        <translation>In der neueren Sicherung</translation>
    </message>
    <message>
        <source>on the server since</source>
        <translation>Seither auf dem Server</translation>
    </message>
    <message>
        <source>The same in both backups.</source>
        <translation>In beiden Sicherungen gleich.</translation>
    </message>
    <message>
        <source>The same as on the server now.</source>
        <translation>Gleich wie jetzt auf dem Server.</translation>
    </message>
    <message>
        <source>%1, %2 %3.</source>
        <extracomment>&quot;3 lines added, 2 lines removed on the server since.&quot;</extracomment>
        <translation>%3: %1, %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln Zeile hinzugefügt</numerusform>
            <numerusform>%Ln Zeilen hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln entfernt</numerusform>
            <numerusform>%Ln entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::ImportPage</name>
    <message>
        <source>&amp;Import</source>
        <translation>Im&amp;portieren</translation>
    </message>
    <message>
        <source>Import an archive</source>
        <translation>Archiv importieren</translation>
    </message>
    <message>
        <source>&amp;Archive:</source>
        <translation>Archi&amp;v:</translation>
    </message>
    <message>
        <source>For &amp;server:</source>
        <translation>&amp;Für Server:</translation>
    </message>
    <message>
        <source>&amp;Note:</source>
        <translation>&amp;Notiz:</translation>
    </message>
    <message>
        <source>for example from the old host</source>
        <translation>zum Beispiel vom alten Host</translation>
    </message>
    <message>
        <source>Makes a backup of a server out of an archive of this computer: zip, 7z, or tar, plain or packed as gz, xz, bz2, zst or lz4. Choose it, or drop it here. Nothing of the server is changed; browse and restore it afterwards like any other backup.</source>
        <translation>Macht aus einem Archiv dieses Rechners eine Sicherung eines Servers: zip, 7z oder tar, ungepackt oder gepackt als gz, xz, bz2, zst oder lz4. Archiv wählen oder hier ablegen. Am Server wird nichts geändert; danach lässt sich die Sicherung wie jede andere ansehen und wiederherstellen.</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>Wäh&amp;len…</translation>
    </message>
    <message>
        <source>Archive on this computer</source>
        <translation>Archiv auf diesem Rechner</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Import von %1</translation>
    </message>
    <message>
        <source>Cancel job leaves nothing behind. Another page may be shown meanwhile; Alula has to stay open.</source>
        <translation>„Auftrag abbrechen“ lässt nichts zurück. Inzwischen darf eine andere Seite gezeigt werden; Alula muss offen bleiben.</translation>
    </message>
    <message>
        <source>%1 are sent.</source>
        <translation>%1 gesendet.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation>Archive (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 is a backup of %2 now.</source>
        <translation>%1 ist jetzt eine Sicherung von %2.</translation>
    </message>
    <message>
        <source>Cancelled. No backup was made, and your file is untouched.</source>
        <translation>Abgebrochen. Keine Sicherung wurde erstellt, Ihre Datei ist unverändert.</translation>
    </message>
    <message>
        <source>&amp;Browse it</source>
        <translation>Ans&amp;ehen</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>Wiede&amp;rherstellen…</translation>
    </message>
    <message>
        <source>&amp;Import another</source>
        <translation>Weiteres i&amp;mportieren</translation>
    </message>
    <message>
        <source>Connect to a node first.</source>
        <translation>Zuerst mit einem Knoten verbinden.</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>This node has no server to import for.</source>
        <translation>Dieser Knoten hat keinen Server, für den importiert werden kann.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>The format is told by its bytes</source>
        <translation>Das Format wird am Inhalt erkannt</translation>
    </message>
    <message>
        <source>No import is running.</source>
        <translation>Kein Import läuft.</translation>
    </message>
    <message>
        <source>Choose a server.</source>
        <translation>Einen Server wählen.</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobDetails</name>
    <message>
        <source>Progress of the job</source>
        <translation>Fortschritt des Auftrags</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnungen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation>A&amp;uftrag abbrechen</translation>
    </message>
    <message>
        <source>Ends it; what was begun is put back</source>
        <translation>Beendet ihn; was begonnen wurde, wird zurückgenommen</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>Rück&amp;gängig…</translation>
    </message>
    <message>
        <source>Takes this restore back</source>
        <translation>Macht diese Wiederherstellung rückgängig</translation>
    </message>
    <message>
        <source>By what they say</source>
        <translation>Nach Meldung</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>Nach Ordner</translation>
    </message>
    <message>
        <source>How warnings are gathered</source>
        <translation>Gruppierung der Warnungen</translation>
    </message>
    <message>
        <source>Warnings of the job</source>
        <translation>Warnungen des Auftrags</translation>
    </message>
    <message>
        <source>Select a job to see how it went.</source>
        <translation>Einen Auftrag auswählen, um seinen Verlauf zu sehen.</translation>
    </message>
    <message>
        <source>Warnings (%1)</source>
        <translation>Warnungen (%1)</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Gestartet von</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>Angefordert</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Into the folder</source>
        <translation>In den Ordner</translation>
    </message>
    <message>
        <source>Undo until</source>
        <translation>Rückgängig bis</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>The warnings could not be read: %1</source>
        <translation>Die Warnungen ließen sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>The first %1 are shown; the log has all.</source>
        <translation>Die ersten %1 werden gezeigt; das Protokoll hat alle.</translation>
    </message>
    <message>
        <source>About this job</source>
        <translation>Zu diesem Auftrag</translation>
    </message>
    <message>
        <source>Summary of this job</source>
        <translation>Zusammenfassung dieses Auftrags</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobList</name>
    <message numerus="yes">
        <source>%n job(s) running or queued</source>
        <translation>
            <numerusform>%n Auftrag läuft oder wartet</numerusform>
            <numerusform>%n Aufträge laufen oder warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in Activity</source>
        <translation>
            <numerusform>%n weiterer unter Aktivität</numerusform>
            <numerusform>%n weitere unter Aktivität</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::JobLogView</name>
    <message>
        <source>&amp;More</source>
        <translation>&amp;Mehr</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>Protokoll des Auftrags</translation>
    </message>
    <message>
        <source>Nothing was written to its log.</source>
        <translation>In das Protokoll wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>Ko&amp;pieren</translation>
    </message>
    <message>
        <source>Copies what is shown of the log</source>
        <translation>Kopiert, was vom Protokoll gezeigt wird</translation>
    </message>
    <message>
        <source>The log could not be read: %1</source>
        <translation>Das Protokoll ließ sich nicht lesen: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobPanel</name>
    <message>
        <source>Cancel &amp;job</source>
        <translation>Auf&amp;trag abbrechen</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>Fortschritt des Auftrags</translation>
    </message>
    <message>
        <source>Warnings of the job</source>
        <translation>Warnungen des Auftrags</translation>
    </message>
    <message>
        <source>It could not be cancelled, and goes on: %1</source>
        <translation>Der Auftrag ließ sich nicht abbrechen und läuft weiter: %1</translation>
    </message>
    <message>
        <source>Cancelling. What was begun is put back.</source>
        <translation>Wird abgebrochen. Was begonnen wurde, wird zurückgenommen.</translation>
    </message>
    <message>
        <source>There is no connection to %1. Its jobs go on.</source>
        <translation>Es besteht keine Verbindung zu %1. Die Aufträge laufen weiter.</translation>
    </message>
    <message>
        <source>Asking how it stands.</source>
        <translation>Stand wird abgefragt.</translation>
    </message>
    <message>
        <source>Waiting in the queue, place %1.</source>
        <translation>In der Warteschlange, Platz %1.</translation>
    </message>
    <message>
        <source>Waiting in the queue.</source>
        <translation>In der Warteschlange.</translation>
    </message>
    <message>
        <source>The warnings could not be read: %1</source>
        <translation>Die Warnungen ließen sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>&amp;Warnings: %1</source>
        <translation>&amp;Warnungen: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobRow</name>
    <message>
        <source>under 1 min</source>
        <translation>unter 1 Minute</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>Auftrag abbrechen</translation>
    </message>
    <message>
        <source>Bytes done in this phase</source>
        <translation>Bytes in dieser Phase</translation>
    </message>
    <message>
        <source>Time left, as this phase goes on</source>
        <translation>Restzeit, wenn diese Phase so weiterläuft</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Bricht ab…</translation>
    </message>
    <message>
        <source>%1. Click to see it in Activity.</source>
        <translation>%1. Klicken, um es unter Aktivität zu sehen.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>Cancel job: %1</source>
        <translation>Auftrag abbrechen: %1</translation>
    </message>
    <message>
        <source>Not cancelled: %1</source>
        <translation>Nicht abgebrochen: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobStrip</name>
    <message>
        <source>Limits…</source>
        <translation>Limits…</translation>
    </message>
    <message numerus="yes">
        <source>%n more job(s): see them in Activity</source>
        <translation>
            <numerusform>%n weiterer Auftrag: siehe Aktivität</numerusform>
            <numerusform>%n weitere Aufträge: siehe Aktivität</numerusform>
        </translation>
    </message>
    <message>
        <source>No node</source>
        <translation>Kein Knoten</translation>
    </message>
    <message>
        <source>Nothing runs on %1</source>
        <translation>Auf %1 läuft nichts</translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation>Keine Verbindung zu %1</translation>
    </message>
    <message>
        <source>Nothing ran on %1, as of %2</source>
        <translation>Auf %1 lief nichts, Stand %2</translation>
    </message>
    <message>
        <source>Paused…</source>
        <translation>Angehalten…</translation>
    </message>
    <message>
        <source>Limited…</source>
        <translation>Gedrosselt…</translation>
    </message>
    <message>
        <source>All jobs of %1 are paused (Ctrl+L)</source>
        <translation>Alle Aufträge von %1 sind angehalten (Strg+L)</translation>
    </message>
    <message>
        <source>How much %1 may read and write (Ctrl+L)</source>
        <translation>Wie viel %1 lesen und schreiben darf (Strg+L)</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobsModel</name>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Gestartet von</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>alula::gui::JobsText</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Started by</source>
        <translation>Gestartet von</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Job id</source>
        <translation>Auftrags-ID</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>alula::gui::LimitsPopup</name>
    <message>
        <source>&amp;Pause all jobs</source>
        <translation>Alle Aufträge an&amp;halten</translation>
    </message>
    <message>
        <source>Limits of %1</source>
        <translation>Limits von %1</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>kein Limit</translation>
    </message>
    <message>
        <source>Nothing new is started, and what runs waits, until this is taken away.</source>
        <translation>Nichts Neues wird gestartet, und Laufendes wartet, bis dies aufgehoben wird.</translation>
    </message>
    <message>
        <source>&amp;Read at most:</source>
        <translation>&amp;Lesen höchstens:</translation>
    </message>
    <message>
        <source>&amp;Write at most:</source>
        <translation>&amp;Schreiben höchstens:</translation>
    </message>
    <message>
        <source>Jobs at a &amp;time:</source>
        <translation>Aufträge &amp;zugleich:</translation>
    </message>
    <message>
        <source>Takes effect at once, until the daemon is restarted.</source>
        <translation>Gilt sofort, bis der Daemon neu gestartet wird.</translation>
    </message>
    <message>
        <source>Read at most</source>
        <translation>Lesen höchstens</translation>
    </message>
    <message>
        <source>Write at most</source>
        <translation>Schreiben höchstens</translation>
    </message>
    <message>
        <source>Jobs at a time</source>
        <translation>Aufträge zugleich</translation>
    </message>
    <message>
        <source>The limits were not changed. %1</source>
        <translation>Die Limits wurden nicht geändert. %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::LinesModel</name>
    <message>
        <source>removed: %1</source>
        <translation>entfernt: %1</translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation>hinzugefügt: %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::LookedSince</name>
    <message numerus="yes">
        <source>Since you last looked: over %n failed</source>
        <translation>
            <numerusform>Seit dem letzten Blick: über %n fehlgeschlagen</numerusform>
            <numerusform>Seit dem letzten Blick: über %n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since you last looked: %n failed</source>
        <translation>
            <numerusform>Seit dem letzten Blick: %n fehlgeschlagen</numerusform>
            <numerusform>Seit dem letzten Blick: %n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Shows them in Activity</source>
        <translation>Zeigt sie unter Aktivität</translation>
    </message>
</context>
<context>
    <name>alula::gui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
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
        <translation>Zuerst einen Server wählen.</translation>
    </message>
    <message>
        <source>Choose a server or a backup first.</source>
        <translation>Zuerst einen Server oder eine Sicherung wählen.</translation>
    </message>
    <message>
        <source>Choose something first that this can be done with.</source>
        <translation>Zuerst etwas wählen, mit dem das möglich ist.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation>Knoten %1</translation>
    </message>
    <message>
        <source>Failed jobs on %1</source>
        <translation>Fehlgeschlagene Aufträge auf %1</translation>
    </message>
    <message>
        <source>Server %1 on %2</source>
        <translation>Server %1 auf %2</translation>
    </message>
    <message>
        <source>Backup of %1, %2</source>
        <translation>Sicherung von %1, %2</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Backup</source>
        <translation>&amp;Sicherung</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>&amp;Knoten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Find a lost file…</source>
        <translation>Verlorene Datei suchen…</translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation>&amp;Befehle…</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>Ü&amp;bersicht</translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation>&amp;Sicherungen</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>&amp;Aktivität</translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation>&amp;Nächster Bereich</translation>
    </message>
    <message>
        <source>Co&amp;nnect to a node…</source>
        <translation>Mit Knoten &amp;verbinden…</translation>
    </message>
    <message>
        <source>&amp;Limits…</source>
        <translation>&amp;Limits…</translation>
    </message>
    <message>
        <source>Try &amp;again now</source>
        <translation>Jetzt &amp;erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Remove this node from the list</source>
        <translation>Knoten aus der Liste ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;About Alula</source>
        <translation>Ü&amp;ber Alula</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Find a lost file</source>
        <translation>Verlorene Datei suchen</translation>
    </message>
    <message>
        <source>Find a lost file in all backups</source>
        <translation>Verlorene Datei in allen Sicherungen suchen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Type a command, a server, a date</source>
        <translation>Befehl, Server oder Datum eingeben</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <translation>%1  —  %2</translation>
    </message>
    <message>
        <source>Close Alula?</source>
        <translation>Alula schließen?</translation>
    </message>
    <message>
        <source>An export or import is running. Closing Alula ends it, and nothing of it is kept.</source>
        <translation>Ein Export oder Import läuft. Wird Alula geschlossen, endet er, und nichts davon bleibt.</translation>
    </message>
    <message>
        <source>&amp;Close anyway</source>
        <translation>Trotzdem &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Let it go on</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>This server has no good backup.</source>
        <translation>Dieser Server hat keine gute Sicherung.</translation>
    </message>
</context>
<context>
    <name>alula::gui::Notifier</name>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1 beendet</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) failed</source>
        <translation>
            <numerusform>%n Auftrag fehlgeschlagen</numerusform>
            <numerusform>%n Aufträge fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n long job(s) ended</source>
        <translation>
            <numerusform>%n langer Auftrag beendet</numerusform>
            <numerusform>%n lange Aufträge beendet</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::OverviewPage</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>This node has no servers yet. They appear here when the panel lists them, or when they have files.</source>
        <translation>Dieser Knoten hat noch keine Server. Sie erscheinen hier, wenn das Panel sie auflistet oder wenn sie Dateien haben.</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut nachsehen</translation>
    </message>
    <message>
        <source>What follows is as of %1.</source>
        <translation>Das Folgende hat den Stand %1.</translation>
    </message>
    <message>
        <source>No Alula on this computer.</source>
        <translation>Kein Alula auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation>Mit Knoten verbinden</translation>
    </message>
    <message>
        <source>How to install</source>
        <translation>Zur Installation</translation>
    </message>
    <message>
        <source>All is well on %1 since %2.</source>
        <translation>Bei %1 ist seit %2 alles in Ordnung.</translation>
    </message>
    <message>
        <source>All is well on %1.</source>
        <translation>Bei %1 ist alles in Ordnung.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Choose a server first.</source>
        <translation>Zuerst einen Server wählen.</translation>
    </message>
    <message>
        <source>There is no restore that can be undone.</source>
        <translation>Keine Wiederherstellung lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>This server has no good backup.</source>
        <translation>Dieser Server hat keine gute Sicherung.</translation>
    </message>
</context>
<context>
    <name>alula::gui::RestoreChoice</name>
    <message>
        <source>In &amp;place</source>
        <translation>Am alten &amp;Ort</translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation>In den O&amp;rdner</translation>
    </message>
    <message>
        <source>Into another &amp;server</source>
        <translation>Auf anderen &amp;Server</translation>
    </message>
    <message>
        <source>&amp;Keep what is not in the backup</source>
        <translation>&amp;Behalten, was nicht in der Sicherung ist</translation>
    </message>
    <message>
        <source>&amp;Delete what is not in the backup</source>
        <translation>&amp;Löschen, was nicht in der Sicherung ist</translation>
    </message>
    <message>
        <source>S&amp;top the server first</source>
        <translation>Server &amp;zuerst stoppen</translation>
    </message>
    <message>
        <source>Back &amp;up what is there first</source>
        <translation>&amp;Vorhandenes zuerst sichern</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>for example restored</source>
        <translation>zum Beispiel restored</translation>
    </message>
    <message>
        <source>Folder in the server&apos;s files to restore into</source>
        <translation>Ordner in den Dateien des Servers als Ziel</translation>
    </message>
    <message>
        <source>Server to restore into</source>
        <translation>Server als Ziel</translation>
    </message>
    <message>
        <source>Only a restore of everything, in place or into another server, can delete the rest.</source>
        <translation>Nur eine Wiederherstellung von allem, am alten Ort oder auf einem anderen Server, kann den Rest löschen.</translation>
    </message>
    <message>
        <source>This node has no other server.</source>
        <translation>Dieser Knoten hat keinen anderen Server.</translation>
    </message>
    <message>
        <source>Other files</source>
        <translation>Übrige Dateien</translation>
    </message>
</context>
<context>
    <name>alula::gui::RestoreDialog</name>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>Z&amp;urück</translation>
    </message>
    <message>
        <source>See the &amp;plan</source>
        <translation>&amp;Plan ansehen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>The backup could not be looked at. Nothing was changed. %1</source>
        <translation>Die Sicherung ließ sich nicht ansehen. Es wurde nichts geändert. %1</translation>
    </message>
    <message>
        <source>This backup cannot be read here.</source>
        <translation>Diese Sicherung lässt sich hier nicht lesen.</translation>
    </message>
    <message>
        <source>Restore %1 from %2</source>
        <translation>%1 vom %2 wiederherstellen</translation>
    </message>
    <message>
        <source>There is no connection to the node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zum Knoten.</translation>
    </message>
    <message>
        <source>&amp;Close, the job goes on</source>
        <translation>S&amp;chließen, Auftrag läuft weiter</translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation>Wiederherstellung %1</translation>
    </message>
    <message>
        <source>Until the last step Cancel job puts all back. This window may be closed: the job goes on, and Activity shows it.</source>
        <translation>Bis zum letzten Schritt nimmt „Auftrag abbrechen“ alles zurück. Dieses Fenster darf geschlossen werden: Der Auftrag läuft weiter, Aktivität zeigt ihn.</translation>
    </message>
    <message>
        <source>The node does not know this job any more, so how it ended is not known. Look at the files of %1 before you go on.</source>
        <translation>Der Knoten kennt diesen Auftrag nicht mehr, daher ist sein Ausgang unbekannt. Vor dem Weitermachen die Dateien von %1 ansehen.</translation>
    </message>
    <message>
        <source>Plan it &amp;again</source>
        <translation>&amp;Neu planen</translation>
    </message>
    <message>
        <source>&amp;Open what was restored</source>
        <translation>Wieder&amp;hergestelltes öffnen</translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation>Rück&amp;gängig…</translation>
    </message>
</context>
<context>
    <name>alula::gui::RestorePlanView</name>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Erneut versuchen</translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation>Plan wird erstellt</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>There is no connection to the node.</source>
        <translation>Es besteht keine Verbindung zum Knoten.</translation>
    </message>
    <message>
        <source>This restore cannot be done. Nothing was changed. %1</source>
        <translation>Diese Wiederherstellung ist nicht möglich. Es wurde nichts geändert. %1</translation>
    </message>
    <message numerus="yes">
        <source>files replaced</source>
        <translation>
            <numerusform>Datei wird ersetzt</numerusform>
            <numerusform>Dateien werden ersetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files deleted</source>
        <translation>
            <numerusform>Datei wird gelöscht</numerusform>
            <numerusform>Dateien werden gelöscht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files unchanged: same size and time</source>
        <translation>
            <numerusform>Datei unverändert: Größe und Zeit gleich</numerusform>
            <numerusform>Dateien unverändert: Größe und Zeit gleich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files kept that are not in what is restored</source>
        <translation>
            <numerusform>Datei bleibt: nicht Teil der Wiederherstellung</numerusform>
            <numerusform>Dateien bleiben: nicht Teil der Wiederherstellung</numerusform>
        </translation>
    </message>
    <message>
        <source>List: %1</source>
        <translation>Liste: %1</translation>
    </message>
    <message>
        <source>Shows which</source>
        <translation>Zeigt, welche</translation>
    </message>
    <message>
        <source>Type %1 to go on:</source>
        <translation>Zum Fortfahren %1 eingeben:</translation>
    </message>
    <message>
        <source>Type %1 to go on</source>
        <translation>Zum Fortfahren %1 eingeben</translation>
    </message>
    <message>
        <source>It is not known whether the restore began. See to it in Activity. %1</source>
        <translation>Ob die Wiederherstellung begonnen hat, ist nicht bekannt. Bitte in der Aktivität nachsehen. %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchModel</name>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>in %Ln Sicherung</numerusform>
            <numerusform>in %Ln Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, gone since %2</source>
        <translation>%1, weg seit %2</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Newest in</source>
        <translation>Neueste vom</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchPage</name>
    <message>
        <source>Files found</source>
        <translation>Gefundene Dateien</translation>
    </message>
    <message>
        <source>Type a part of the name of a file that is lost.</source>
        <translation>Einen Teil des Namens der verlorenen Datei eingeben.</translation>
    </message>
    <message>
        <source>level.dat, or *.mca, or world region</source>
        <translation>level.dat oder *.mca oder world region</translation>
    </message>
    <message>
        <source>Parts of the path, in any letter case. All words have to be there, the last one in the name. * and ? stand for other letters.</source>
        <translation>Teile des Pfads, Groß- und Kleinschreibung egal. Alle Wörter müssen vorkommen, das letzte im Namen. * und ? stehen für andere Zeichen.</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>In this bac&amp;kup</source>
        <translation>In dieser Sicherun&amp;g</translation>
    </message>
    <message>
        <source>In &amp;all servers</source>
        <translation>In allen Ser&amp;vern</translation>
    </message>
    <message>
        <source>&amp;Open its folder</source>
        <translation>Ordner ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>&amp;Wiederherstellen…</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>Versi&amp;onen</translation>
    </message>
    <message>
        <source>In all backups of %1</source>
        <translation>In allen Sicherungen von %1</translation>
    </message>
    <message>
        <source>Choose a node first.</source>
        <translation>Zuerst einen Knoten wählen.</translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird gesucht…</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>in %Ln Sicherung</numerusform>
            <numerusform>in %Ln Sicherungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) could not be looked through.</source>
        <translation>
            <numerusform>%Ln Sicherung ließ sich nicht durchsuchen.</numerusform>
            <numerusform>%Ln Sicherungen ließen sich nicht durchsuchen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No name has %1 %2. Try fewer letters.</source>
        <translation>Kein Name %2 enthält %1. Weniger Buchstaben versuchen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s)</source>
        <translation>
            <numerusform>%Ln Pfad</numerusform>
            <numerusform>%Ln Pfade</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s), and more</source>
        <translation>
            <numerusform>%Ln Pfad und mehr</numerusform>
            <numerusform>%Ln Pfade und mehr</numerusform>
        </translation>
    </message>
    <message>
        <source>The rest could not be found: %1</source>
        <translation>Der Rest ließ sich nicht finden: %1</translation>
    </message>
    <message>
        <source>The search did not work. Nothing was changed.</source>
        <translation>Die Suche schlug fehl. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Try a&amp;gain</source>
        <translation>Er&amp;neut versuchen</translation>
    </message>
    <message>
        <source>Find a lost file</source>
        <translation>Verlorene Datei suchen</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>%1 suchen</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>Choose one of the files first.</source>
        <translation>Zuerst eine der Dateien wählen.</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <comment>3 paths, 212 backups searched</comment>
        <translation>%1, %2.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) searched</source>
        <translation>
            <numerusform>%Ln Sicherung durchsucht</numerusform>
            <numerusform>%Ln Sicherungen durchsucht</numerusform>
        </translation>
    </message>
    <message>
        <source>No file to look into.</source>
        <translation>Keine Datei zum Hineinsehen.</translation>
    </message>
</context>
<context>
    <name>alula::gui::ServerDetails</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>Choose a server to see more of it.</source>
        <translation>Einen Server wählen, um mehr zu sehen.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Last good</source>
        <translation>Zuletzt gut</translation>
    </message>
    <message>
        <source>Its size</source>
        <translation>Deren Größe</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Disk limit</source>
        <translation>Platzlimit</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern…</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>Wiederherstellen…</translation>
    </message>
    <message>
        <source>Show backups</source>
        <translation>Sicherungen zeigen</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 (%2 over these backups)</source>
        <translation>%1 (%2 über diese Sicherungen)</translation>
    </message>
    <message>
        <source>%1, together %2</source>
        <translation>%1, zusammen %2</translation>
    </message>
    <message>
        <source>size not known</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>none, or not known</source>
        <translation>keins oder unbekannt</translation>
    </message>
    <message>
        <source>listed there</source>
        <translation>dort gelistet</translation>
    </message>
    <message>
        <source>not listed there</source>
        <translation>dort nicht gelistet</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>Files on disk</source>
        <translation>Dateien auf dem Laufwerk</translation>
    </message>
    <message>
        <source>none any more</source>
        <translation>keine mehr</translation>
    </message>
    <message>
        <source>This server has no good backup.</source>
        <translation>Dieser Server hat keine gute Sicherung.</translation>
    </message>
</context>
<context>
    <name>alula::gui::Sidebar</name>
    <message>
        <source>Filter servers</source>
        <translation>Server filtern</translation>
    </message>
    <message>
        <source>Filter nodes and servers</source>
        <translation>Knoten und Server filtern</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>Verb&amp;inden…</translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation>Mit Knoten verbinden</translation>
    </message>
    <message>
        <source>Nodes and servers</source>
        <translation>Knoten und Server</translation>
    </message>
    <message>
        <source>&amp;Try again now</source>
        <translation>Jetzt &amp;erneut versuchen</translation>
    </message>
    <message>
        <source>&amp;Remove %1 from the list</source>
        <translation>%1 aus der Liste ent&amp;fernen</translation>
    </message>
    <message>
        <source>&amp;Connect to a node…</source>
        <translation>Mit Knoten &amp;verbinden…</translation>
    </message>
</context>
<context>
    <name>alula::gui::SidebarModel</name>
    <message>
        <source>%1: %2, backups %3</source>
        <translation>%1: %2, Sicherungen %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: no connection yet</source>
        <translation>%1: noch keine Verbindung</translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation>%1: verbunden</translation>
    </message>
    <message>
        <source>%1: connected, backups %2</source>
        <translation>%1: verbunden, Sicherungen %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation>
            <numerusform>%1: %n Problem</numerusform>
            <numerusform>%1: %n Probleme</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::SizeChart</name>
    <message>
        <source>Size over time</source>
        <translation>Größe im Lauf der Zeit</translation>
    </message>
    <message>
        <source>From %1 to %2, between %3 and %4</source>
        <translation>Von %1 bis %2, zwischen %3 und %4</translation>
    </message>
    <message>
        <source>From %1 to %2, always %3</source>
        <translation>Von %1 bis %2, immer %3</translation>
    </message>
</context>
<context>
    <name>alula::gui::TickTree</name>
    <message>
        <source>&amp;Everything in this backup</source>
        <translation>&amp;Alles in dieser Sicherung</translation>
    </message>
    <message>
        <source>Files of the backup; Space chooses</source>
        <translation>Dateien der Sicherung; die Leertaste wählt</translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation>Nichts ist gewählt.</translation>
    </message>
    <message>
        <source>Chosen: counting</source>
        <translation>Gewählt: wird gezählt</translation>
    </message>
    <message>
        <source>Chosen: not known (%1)</source>
        <translation>Gewählt: unbekannt (%1)</translation>
    </message>
    <message numerus="yes">
        <source>Chosen: %Ln files, %1</source>
        <translation>
            <numerusform>Gewählt: %Ln Datei, %1</numerusform>
            <numerusform>Gewählt: %Ln Dateien, %1</numerusform>
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
        <translation>%1 wurde auf den Stand vom %2 wiederhergestellt.</translation>
    </message>
    <message>
        <source>%1 was restored.</source>
        <translation>%1 wurde wiederhergestellt.</translation>
    </message>
    <message>
        <source>Undo until %1.</source>
        <translation>Rückgängig möglich bis %1.</translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Rückgängig…</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Undo the restore of %1</source>
        <translation>Wiederherstellung von %1 rückgängig machen</translation>
    </message>
    <message>
        <source>This puts the files of %1 back that the restore replaced, and takes away what it wrote, with all that was changed since. Until the last step Cancel job puts all back.</source>
        <translation>Dies bringt die Dateien von %1 zurück, die die Wiederherstellung ersetzt hat, und entfernt, was sie geschrieben hat, samt allem, was seither geändert wurde. Bis zum letzten Schritt nimmt „Auftrag abbrechen“ alles zurück.</translation>
    </message>
    <message>
        <source>Undo the restore</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>The restore of %1 is being undone.</source>
        <translation>Die Wiederherstellung von %1 wird rückgängig gemacht.</translation>
    </message>
    <message>
        <source>The restore of %1 was not undone; nothing was changed. %2</source>
        <translation>Die Wiederherstellung von %1 wurde nicht rückgängig gemacht; es wurde nichts geändert. %2</translation>
    </message>
    <message>
        <source>Whether it began is not known: look at Activity before you try again.</source>
        <translation>Ob es begonnen hat, ist nicht bekannt: vor einem neuen Versuch in der Aktivität nachsehen.</translation>
    </message>
</context>
<context>
    <name>alula::gui::UndoDialog</name>
    <message>
        <source>the server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Undo the restore of %1</source>
        <translation>Wiederherstellung von %1 rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Undo the restore</source>
        <translation>&amp;Rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>S&amp;chließen</translation>
    </message>
    <message>
        <source>It could not be undone. Nothing was changed. %1</source>
        <translation>Das ließ sich nicht rückgängig machen. Es wurde nichts geändert. %1</translation>
    </message>
    <message>
        <source>Undoing the restore of %1</source>
        <translation>Wiederherstellung von %1 wird rückgängig gemacht</translation>
    </message>
    <message>
        <source>Until the last step Cancel job leaves the restore as it is. This window may be closed: the job goes on.</source>
        <translation>Bis zum letzten Schritt lässt „Auftrag abbrechen“ die Wiederherstellung, wie sie ist. Dieses Fenster darf geschlossen werden: Der Auftrag läuft weiter.</translation>
    </message>
    <message>
        <source>The node does not know this job any more, so how it ended is not known.</source>
        <translation>Der Knoten kennt diesen Auftrag nicht mehr, daher ist sein Ausgang unbekannt.</translation>
    </message>
    <message>
        <source>What this restore replaced is no longer kept, so it cannot be undone.</source>
        <translation>Was diese Wiederherstellung ersetzt hat, wird nicht mehr aufbewahrt, daher lässt sie sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>There is no connection to the node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zum Knoten.</translation>
    </message>
    <message>
        <source>&amp;Close, the job goes on</source>
        <translation>S&amp;chließen, Auftrag läuft weiter</translation>
    </message>
    <message>
        <source>Whether it began is not known: look at Activity before you try again.</source>
        <translation>Ob es begonnen hat, ist nicht bekannt: vor einem neuen Versuch in der Aktivität nachsehen.</translation>
    </message>
</context>
<context>
    <name>alula::gui::VersionLine</name>
    <message>
        <source>Versions of this file</source>
        <translation>Versionen dieser Datei</translation>
    </message>
    <message>
        <source>Now: the server does not have it.</source>
        <translation>Jetzt: Der Server hat sie nicht.</translation>
    </message>
    <message>
        <source>as in the newest backup</source>
        <translation>wie in der neuesten Sicherung</translation>
    </message>
    <message>
        <source>differs from the newest backup</source>
        <translation>anders als in der neuesten Sicherung</translation>
    </message>
    <message>
        <source>Now: %1, modified %2, %3</source>
        <translation>Jetzt: %1, geändert %2, %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times of backups</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>in %Ln Sicherung</numerusform>
            <numerusform>in %Ln Sicherungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: not there, %2</source>
        <comment>time, in n backups</comment>
        <translation>%1: nicht da, %2</translation>
    </message>
    <message>
        <source>%1: %2, modified %3, %4</source>
        <comment>time, size, time, in n backups</comment>
        <translation>%1: %2, geändert %3, %4</translation>
    </message>
    <message>
        <source>Now: there, modified %1</source>
        <translation>Jetzt: vorhanden, geändert %1</translation>
    </message>
</context>
<context>
    <name>alula::gui::WarningsModel</name>
    <message>
        <source>of no file</source>
        <translation>zu keiner Datei</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>heap of warnings, how many</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>file: warning</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <source>group alula</source>
        <translation>Gruppe alula</translation>
    </message>
    <message>
        <source>daemon</source>
        <translation>Daemon</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>console</name>
    <message>
        <source>Watches and restores the backups of Alula&apos;s nodes.</source>
        <translation>Überwacht die Sicherungen der Knoten von Alula und stellt sie wieder her.</translation>
    </message>
    <message>
        <source>Shows the daemon behind this local socket too.</source>
        <translation>Zeigt auch den Daemon hinter diesem lokalen Socket.</translation>
    </message>
    <message>
        <source>Shows the node that ssh reaches as HOST too.</source>
        <translation>Zeigt auch den Knoten, den ssh als HOST erreicht.</translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>The list could not be read. Nothing was changed. %1</source>
        <translation>Die Liste ließ sich nicht lesen. Es wurde nichts geändert. %1</translation>
    </message>
    <message>
        <source>The files have changed: close this list and see the new plan.</source>
        <translation>Die Dateien haben sich geändert: diese Liste schließen und den neuen Plan ansehen.</translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 Std.</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>vor %1 Tg.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation>%1 (%2 UTC)</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>target of the link</source>
        <translation>Ziel des Links</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>3 added, 1 removed, 9 changed</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln hinzugefügt</numerusform>
            <numerusform>%Ln hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln entfernt</numerusform>
            <numerusform>%Ln entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln geändert</numerusform>
            <numerusform>%Ln geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2 before, %3 after</source>
        <translation>%1; %2 vorher, %3 nachher</translation>
    </message>
    <message>
        <source>under 1 min</source>
        <translation>unter 1 min</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 Std. %2 min</translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation>bricht ab…</translation>
    </message>
    <message>
        <source>queued (%1)</source>
        <translation>wartet (%1)</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 has had no good backup for %n day(s).</source>
        <translation>
            <numerusform>%1 hat seit %n Tag keine gute Sicherung.</numerusform>
            <numerusform>%1 hat seit %n Tagen keine gute Sicherung.</numerusform>
        </translation>
    </message>
    <message>
        <source>The one of %1 is still there.</source>
        <translation>Die letzte gute (%1) ist noch da.</translation>
    </message>
    <message>
        <source>%1 has no good backup yet. The server is untouched.</source>
        <translation>%1 hat noch keine gute Sicherung. Der Server ist unverändert.</translation>
    </message>
    <message numerus="yes">
        <source>Back up now, or see why %n failed.</source>
        <translation>
            <numerusform>Jetzt sichern oder nachsehen, warum %n fehlschlug.</numerusform>
            <numerusform>Jetzt sichern oder nachsehen, warum %n fehlschlugen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back up now.</source>
        <translation>Jetzt sichern.</translation>
    </message>
    <message>
        <source>The servers&apos; disk</source>
        <translation>Das Laufwerk der Server</translation>
    </message>
    <message>
        <source>The disk of Alula&apos;s own data</source>
        <translation>Das Laufwerk mit Alulas eigenen Daten</translation>
    </message>
    <message>
        <source>The backup disk</source>
        <translation>Das Laufwerk der Sicherungen</translation>
    </message>
    <message>
        <source>%1 has no room for one more backup (%2).</source>
        <translation>%1 hat keinen Platz für eine weitere Sicherung (%2).</translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n backup(s) (%2).</source>
        <translation>
            <numerusform>%1 hat Platz für etwa %n Sicherung (%2).</numerusform>
            <numerusform>%1 hat Platz für etwa %n Sicherungen (%2).</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has only %2 left.</source>
        <translation>%1 hat nur noch %2 frei.</translation>
    </message>
    <message>
        <source>%1 is %2% full.</source>
        <translation>%1 ist zu %2&#xa0;% voll.</translation>
    </message>
    <message>
        <source>%1 is nearly full.</source>
        <translation>%1 ist fast voll.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Choose Free space.</source>
        <translation>Nichts wurde gelöscht. „Platz schaffen“ wählen.</translation>
    </message>
    <message>
        <source>The panel has not answered since %1.</source>
        <translation>Das Panel antwortet seit %1 nicht.</translation>
    </message>
    <message>
        <source>The panel has not answered since the daemon started.</source>
        <translation>Das Panel antwortet seit dem Start des Daemons nicht.</translation>
    </message>
    <message numerus="yes">
        <source>Backups go on; %n result(s) wait here and will be sent.</source>
        <translation>
            <numerusform>Sicherungen laufen weiter; %n Ergebnis wartet hier und wird gesendet.</numerusform>
            <numerusform>Sicherungen laufen weiter; %n Ergebnisse warten hier und werden gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Backups go on.</source>
        <translation>Sicherungen laufen weiter.</translation>
    </message>
    <message>
        <source>Check the panel.</source>
        <translation>Das Panel prüfen.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are damaged.</source>
        <translation>
            <numerusform>%n Sicherung von %1 ist beschädigt.</numerusform>
            <numerusform>%n Sicherungen von %1 sind beschädigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are whole can still be restored; the server is untouched. Make a new backup.</source>
        <translation>Unversehrte Dateien lassen sich noch wiederherstellen; der Server ist unverändert. Neue Sicherung erstellen.</translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are not where they were.</source>
        <translation>
            <numerusform>%n Sicherung von %1 ist nicht mehr an ihrem Ort.</numerusform>
            <numerusform>%n Sicherungen von %1 sind nicht mehr an ihrem Ort.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server is untouched. Put the files back, or make a new backup.</source>
        <translation>Der Server ist unverändert. Dateien zurücklegen oder neue Sicherung erstellen.</translation>
    </message>
    <message numerus="yes">
        <source>The panel does not list %n backup(s) that are whole here.</source>
        <translation>
            <numerusform>Das Panel listet %n Sicherung nicht auf, die hier unversehrt ist.</numerusform>
            <numerusform>Das Panel listet %n Sicherungen nicht auf, die hier unversehrt sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The panel did not take the result of %n job(s).</source>
        <translation>
            <numerusform>Das Panel hat das Ergebnis von %n Auftrag nicht angenommen.</numerusform>
            <numerusform>Das Panel hat die Ergebnisse von %n Aufträgen nicht angenommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The backups themselves are as they are shown here. See what the panel said.</source>
        <translation>Die Sicherungen selbst sind so, wie sie hier gezeigt werden. Nachsehen, was das Panel gemeldet hat.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern…</translation>
    </message>
    <message>
        <source>See why</source>
        <translation>Ursache zeigen</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Platz schaffen</translation>
    </message>
    <message>
        <source>Show backup</source>
        <translation>Sicherung zeigen</translation>
    </message>
    <message>
        <source>Show backups</source>
        <translation>Sicherungen zeigen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message numerus="yes">
        <source>replaces %Ln files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>ersetzt %Ln Datei</numerusform>
            <numerusform>ersetzt %Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>writes %Ln new files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>schreibt %Ln neue Datei</numerusform>
            <numerusform>schreibt %Ln neue Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletes %Ln files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>löscht %Ln Datei</numerusform>
            <numerusform>löscht %Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Less than a minute</source>
        <translation>Weniger als eine Minute</translation>
    </message>
    <message>
        <source>About %1 min</source>
        <translation>Etwa %1 min</translation>
    </message>
    <message>
        <source>About %1 h %2 min</source>
        <translation>Etwa %1 Std. %2 min</translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation>%1 wiederherstellen</translation>
    </message>
    <message>
        <source>Restore %1, delete %2</source>
        <translation>%1 wiederherstellen, %2 löschen</translation>
    </message>
    <message>
        <source>backs up %1</source>
        <comment>what a restore does</comment>
        <translation>sichert %1</translation>
    </message>
    <message>
        <source>stops %1</source>
        <comment>what a restore does</comment>
        <translation>stoppt %1</translation>
    </message>
    <message>
        <source>All that was chosen is there already, with the same size and time. Nothing needs to be restored.</source>
        <translation>Alles Gewählte ist schon da, mit gleicher Größe und Zeit. Nichts muss wiederhergestellt werden.</translation>
    </message>
    <message>
        <source>This %1. Until the last step Cancel job puts all back.</source>
        <translation>Dieser Auftrag %1. Bis zum letzten Schritt nimmt „Auftrag abbrechen“ alles zurück.</translation>
    </message>
    <message>
        <source>Room: %1 needed, %2 free.</source>
        <translation>Platz: %1 nötig, %2 frei.</translation>
    </message>
    <message>
        <source>Restore needs %1, %2 are free. Nothing was changed. Free %3 or choose fewer files.</source>
        <translation>Die Wiederherstellung braucht %1, frei sind %2. Es wurde nichts geändert. %3 freigeben oder weniger Dateien wählen.</translation>
    </message>
    <message>
        <source>No time estimate yet: there are no past restores.</source>
        <translation>Noch keine Zeitschätzung: Es gibt keine früheren Wiederherstellungen.</translation>
    </message>
    <message numerus="yes">
        <source>%1 (from %Ln past restores).</source>
        <translation>
            <numerusform>%1 (nach %Ln früheren Wiederherstellung).</numerusform>
            <numerusform>%1 (nach %Ln früheren Wiederherstellungen).</numerusform>
        </translation>
    </message>
    <message>
        <source>into the folder %1 of %2</source>
        <translation>in den Ordner %1 von %2</translation>
    </message>
    <message>
        <source>into %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>into %1, in place</source>
        <translation>auf %1, am alten Ort</translation>
    </message>
    <message>
        <source>Restored %1.</source>
        <translation>Wiederhergestellt %1.</translation>
    </message>
    <message numerus="yes">
        <source>Restored %1, with %Ln warnings.</source>
        <translation>
            <numerusform>Wiederhergestellt %1, mit %Ln Warnung.</numerusform>
            <numerusform>Wiederhergestellt %1, mit %Ln Warnungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. The files of %1 are as they were before.</source>
        <translation>Abgebrochen. Die Dateien von %1 sind wie vorher.</translation>
    </message>
    <message>
        <source>The restore %1 failed: %2 What had been done was put back unless it says otherwise; the backup is untouched. See to the cause, then restore again.</source>
        <translation>Die Wiederherstellung %1 schlug fehl: %2 Was getan war, wurde zurückgenommen, wenn nichts anderes gesagt ist; die Sicherung ist unverändert. Ursache beheben, dann erneut wiederherstellen.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>good, with warnings</source>
        <translation>gut, mit Warnungen</translation>
    </message>
    <message>
        <source>not good</source>
        <translation>nicht gut</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>no good backup yet</source>
        <translation>noch keine gute Sicherung</translation>
    </message>
    <message>
        <source>good %1</source>
        <translation>zuletzt gut %1</translation>
    </message>
    <message>
        <source>no backups yet</source>
        <translation>noch keine Sicherungen</translation>
    </message>
    <message numerus="yes">
        <source>last %n backup(s): %1 good</source>
        <translation>
            <numerusform>letzte Sicherung: %1 gut</numerusform>
            <numerusform>letzte %n Sicherungen: %1 gut</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with warnings</source>
        <translation>%1 mit Warnungen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 fehlgeschlagen</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Keine Unterschiede</translation>
    </message>
    <message numerus="yes">
        <source>Deletes %n backup(s) for good and frees up to %1; the server&apos;s files are untouched.</source>
        <translation>
            <numerusform>Löscht %n Sicherung endgültig und gibt bis zu %1 frei; die Dateien des Servers bleiben unverändert.</numerusform>
            <numerusform>Löscht %n Sicherungen endgültig und gibt bis zu %1 frei; die Dateien des Servers bleiben unverändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n pinned.</source>
        <translation>
            <numerusform>Ausgelassen: %n angeheftete.</numerusform>
            <numerusform>Ausgelassen: %n angeheftete.</numerusform>
        </translation>
    </message>
    <message>
        <source>Includes the NEWEST good backup of %1, of %2.</source>
        <translation>Darunter ist die NEUESTE gute Sicherung von %1, vom %2.</translation>
    </message>
    <message>
        <source>No good backup of it will be left.</source>
        <translation>Von diesem Server bleibt keine gute Sicherung.</translation>
    </message>
    <message>
        <source>Next older: %1.</source>
        <translation>Nächstältere: %1.</translation>
    </message>
    <message>
        <source>Delete them in the panel too: it still lists those that it made.</source>
        <translation>Auch im Panel löschen: Es listet die von ihm erstellten noch auf.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation>
            <numerusform>%n Sicherung löschen</numerusform>
            <numerusform>%n Sicherungen löschen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) were deleted. The server&apos;s files are untouched.</source>
        <translation>
            <numerusform>%n Sicherung wurde gelöscht. Die Dateien des Servers sind unverändert.</numerusform>
            <numerusform>%n Sicherungen wurden gelöscht. Die Dateien des Servers sind unverändert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not everything went as planned. The list shows which backups are left; the server&apos;s files are untouched. See the warnings.</source>
        <translation>Nicht alles ging nach Plan. Die Liste zeigt, welche Sicherungen noch da sind; die Dateien des Servers sind unverändert. Warnungen ansehen.</translation>
    </message>
    <message>
        <source>Cancelled. What was deleted by then stays deleted; the list shows which backups are left.</source>
        <translation>Abgebrochen. Was bis dahin gelöscht war, bleibt gelöscht; die Liste zeigt, welche Sicherungen noch da sind.</translation>
    </message>
    <message>
        <source>The daemon does not say why.</source>
        <translation>Der Daemon sagt nicht, warum.</translation>
    </message>
    <message>
        <source>The deletion failed: %1 Backups that are still listed are untouched. Try again, or see its log in Activity.</source>
        <translation>Das Löschen schlug fehl: %1 Noch gelistete Sicherungen sind unverändert. Erneut versuchen oder das Protokoll unter Aktivität ansehen.</translation>
    </message>
    <message>
        <source>zip (opens everywhere)</source>
        <translation>zip (überall zu öffnen)</translation>
    </message>
    <message>
        <source>tar.gz (keeps everything)</source>
        <translation>tar.gz (erhält alles)</translation>
    </message>
    <message>
        <source>tar.zst (quick and small)</source>
        <translation>tar.zst (schnell und klein)</translation>
    </message>
    <message>
        <source>tar.xz (small, slow)</source>
        <translation>tar.xz (klein, langsam)</translation>
    </message>
    <message>
        <source>tar.bz2</source>
        <translation>tar.bz2</translation>
    </message>
    <message>
        <source>tar (not packed)</source>
        <translation>tar (ungepackt)</translation>
    </message>
    <message>
        <source>A zip has no extended attributes, ACLs and hard links, and keeps times to the second.</source>
        <translation>Ein zip hat keine erweiterten Attribute, ACLs und Hardlinks und erhält Zeiten auf die Sekunde genau.</translation>
    </message>
    <message>
        <source>A 7z has no owners, extended attributes, ACLs and hard links.</source>
        <translation>Ein 7z hat keine Besitzer, erweiterten Attribute, ACLs und Hardlinks.</translation>
    </message>
    <message>
        <source>Owners, modes, times and attributes are kept. With everything chosen it is the backup&apos;s own archive.</source>
        <translation>Besitzer, Modi, Zeiten und Attribute bleiben erhalten. Ist alles gewählt, ist es das Archiv der Sicherung selbst.</translation>
    </message>
    <message>
        <source>Owners, modes, times and attributes are kept.</source>
        <translation>Besitzer, Modi, Zeiten und Attribute bleiben erhalten.</translation>
    </message>
    <message>
        <source>Written: %1, %2.</source>
        <translation>Geschrieben: %1, %2.</translation>
    </message>
    <message>
        <source>The export failed: %1 Nothing was kept, and the backup is untouched. Try again.</source>
        <translation>Der Export schlug fehl: %1 Nichts wurde behalten, die Sicherung ist unverändert. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The disk of this computer is full. Nothing was kept, and the backup is untouched. Free some space, or choose another place than %1.</source>
        <translation>Das Laufwerk dieses Rechners ist voll. Nichts wurde behalten, die Sicherung ist unverändert. Platz schaffen oder einen anderen Ort als %1 wählen.</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Nothing was kept, and the backup is untouched. Choose another place.</source>
        <translation>%1 ließ sich nicht schreiben: %2. Nichts wurde behalten, die Sicherung ist unverändert. Einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>The connection that carried the bytes ended: %1 Nothing was kept, and the backup is untouched. Try again.</source>
        <translation>Die Verbindung für die Übertragung brach ab: %1 Nichts wurde behalten, die Sicherung ist unverändert. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The import failed: %1 No backup was made, and your file is untouched.</source>
        <translation>Der Import schlug fehl: %1 Keine Sicherung wurde erstellt, Ihre Datei ist unverändert.</translation>
    </message>
    <message>
        <source>%1 could not be read: %2. No backup was made.</source>
        <translation>%1 ließ sich nicht lesen: %2. Keine Sicherung wurde erstellt.</translation>
    </message>
    <message>
        <source>The connection that carried the bytes ended: %1 No backup was made, and your file is untouched. Try again.</source>
        <translation>Die Verbindung für die Übertragung brach ab: %1 Keine Sicherung wurde erstellt, Ihre Datei ist unverändert. Erneut versuchen.</translation>
    </message>
    <message>
        <source>The server and its older backups are untouched.</source>
        <translation>Der Server und seine älteren Sicherungen sind unverändert.</translation>
    </message>
    <message>
        <source>What had been done was put back unless it says otherwise; the backup is untouched.</source>
        <translation>Was getan war, wurde zurückgenommen, wenn nichts anderes gesagt ist; die Sicherung ist unverändert.</translation>
    </message>
    <message>
        <source>Backups that are still listed are untouched.</source>
        <translation>Noch gelistete Sicherungen sind unverändert.</translation>
    </message>
    <message>
        <source>Nothing of it was kept; the other backups are untouched.</source>
        <translation>Nichts davon wurde behalten; die anderen Sicherungen sind unverändert.</translation>
    </message>
    <message>
        <source>The backup and the server are untouched.</source>
        <translation>Die Sicherung und der Server sind unverändert.</translation>
    </message>
    <message>
        <source>Free some space, then start it again.</source>
        <translation>Platz schaffen, dann erneut starten.</translation>
    </message>
    <message>
        <source>Check the connection, then start it again.</source>
        <translation>Die Verbindung prüfen, dann erneut starten.</translation>
    </message>
    <message>
        <source>Start it again a little later.</source>
        <translation>Etwas später erneut starten.</translation>
    </message>
    <message>
        <source>Make a new backup.</source>
        <translation>Neue Sicherung erstellen.</translation>
    </message>
    <message>
        <source>Its log says more. See to the cause, then start it again.</source>
        <translation>Das Protokoll sagt mehr. Ursache beheben, dann erneut starten.</translation>
    </message>
    <message>
        <source>The backup was made.</source>
        <translation>Die Sicherung wurde erstellt.</translation>
    </message>
    <message>
        <source>The backup was restored.</source>
        <translation>Die Sicherung wurde wiederhergestellt.</translation>
    </message>
    <message>
        <source>The restore was taken back.</source>
        <translation>Die Wiederherstellung wurde rückgängig gemacht.</translation>
    </message>
    <message>
        <source>The backups were deleted.</source>
        <translation>Die Sicherungen wurden gelöscht.</translation>
    </message>
    <message>
        <source>Every byte was read and is as it should be.</source>
        <translation>Jedes Byte wurde gelesen und ist, wie es sein soll.</translation>
    </message>
    <message>
        <source>The backup was written out.</source>
        <translation>Die Sicherung wurde exportiert.</translation>
    </message>
    <message>
        <source>The archive was taken in as a backup.</source>
        <translation>Das Archiv wurde als Sicherung übernommen.</translation>
    </message>
    <message>
        <source>It is done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message numerus="yes">
        <source>%1 There were %n warning(s): they name what is not as it was.</source>
        <translation>
            <numerusform>%1 Es gab %n Warnung: Sie nennt, was nicht so ist, wie es war.</numerusform>
            <numerusform>%1 Es gab %n Warnungen: Sie nennen, was nicht so ist, wie es war.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Der Auftrag wurde abgebrochen.</translation>
    </message>
    <message>
        <source>It is being cancelled: what was begun is brought to a clean end.</source>
        <translation>Wird abgebrochen: Was begonnen wurde, wird sauber zu Ende gebracht.</translation>
    </message>
    <message>
        <source>It waits in the queue, place %1.</source>
        <translation>In der Warteschlange, Platz %1.</translation>
    </message>
    <message>
        <source>It waits in the queue.</source>
        <translation>In der Warteschlange.</translation>
    </message>
    <message>
        <source>%1, %2%</source>
        <translation>%1, %2&#xa0;%</translation>
    </message>
    <message>
        <source>queued, place %1</source>
        <translation>wartet, Platz %1</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>server, kind of job</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>Panel</translation>
    </message>
    <message>
        <source>panel, request %1</source>
        <translation>Panel, Anfrage %1</translation>
    </message>
    <message>
        <source>console</source>
        <translation>Konsole</translation>
    </message>
    <message>
        <source>console: %1</source>
        <translation>Konsole: %1</translation>
    </message>
    <message>
        <source>alulactl</source>
        <translation>alulactl</translation>
    </message>
    <message>
        <source>alulactl: %1</source>
        <translation>alulactl: %1</translation>
    </message>
    <message>
        <source>the daemon itself</source>
        <translation>Daemon selbst</translation>
    </message>
    <message>
        <source>the daemon itself: %1</source>
        <translation>Daemon selbst: %1</translation>
    </message>
    <message>
        <source>This stops %1, puts back the files that the restore replaced or deleted, and takes away what it wrote, with all that was changed in those files since.</source>
        <translation>Dies stoppt %1, bringt die Dateien zurück, die die Wiederherstellung ersetzt oder gelöscht hat, und entfernt, was sie geschrieben hat, samt allem, was seither in diesen Dateien geändert wurde.</translation>
    </message>
    <message>
        <source>It can be done until %1.</source>
        <translation>Das ist bis %1 möglich.</translation>
    </message>
    <message>
        <source>The files of %1 are as they were before the restore.</source>
        <translation>Die Dateien von %1 sind wie vor der Wiederherstellung.</translation>
    </message>
    <message numerus="yes">
        <source>The files of %1 are as they were before the restore, with %Ln warnings.</source>
        <translation>
            <numerusform>Die Dateien von %1 sind wie vor der Wiederherstellung, mit %Ln Warnung.</numerusform>
            <numerusform>Die Dateien von %1 sind wie vor der Wiederherstellung, mit %Ln Warnungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. The files of %1 are as the restore left them.</source>
        <translation>Abgebrochen. Die Dateien von %1 sind so, wie die Wiederherstellung sie hinterließ.</translation>
    </message>
    <message>
        <source>The undo failed: %1 The files are as the restore left them unless it says otherwise. See to the cause, then undo again.</source>
        <translation>Die Rücknahme schlug fehl: %1 Die Dateien sind so, wie die Wiederherstellung sie hinterließ, wenn nichts anderes gesagt ist. Ursache beheben, dann erneut rückgängig machen.</translation>
    </message>
    <message>
        <source>%1%</source>
        <comment>a share, or by how much something grew</comment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>failed: something is not there</source>
        <translation>fehlgeschlagen: etwas ist nicht da</translation>
    </message>
    <message>
        <source>failed: no space left</source>
        <translation>fehlgeschlagen: kein Platz mehr</translation>
    </message>
    <message>
        <source>failed: no connection</source>
        <translation>fehlgeschlagen: keine Verbindung</translation>
    </message>
    <message>
        <source>failed: it took too long</source>
        <translation>fehlgeschlagen: es dauerte zu lange</translation>
    </message>
    <message>
        <source>failed: no permission</source>
        <translation>fehlgeschlagen: keine Berechtigung</translation>
    </message>
    <message>
        <source>failed: the archive is damaged</source>
        <translation>fehlgeschlagen: Archiv beschädigt</translation>
    </message>
    <message>
        <source>failed: cannot be read or written</source>
        <translation>fehlgeschlagen: Lese- oder Schreibfehler</translation>
    </message>
    <message>
        <source>failed: the daemon was busy or stopped</source>
        <translation>fehlgeschlagen: Dienst belegt oder beendet</translation>
    </message>
    <message>
        <source>failed: something else was running</source>
        <translation>fehlgeschlagen: anderes lief gerade</translation>
    </message>
    <message>
        <source>failed: refused by the other side</source>
        <translation>fehlgeschlagen: Gegenseite lehnt ab</translation>
    </message>
    <message>
        <source>failed: unexpected answer</source>
        <translation>fehlgeschlagen: unerwartete Antwort</translation>
    </message>
    <message>
        <source>failed: not supported</source>
        <translation>fehlgeschlagen: nicht unterstützt</translation>
    </message>
    <message>
        <source>failed: it exists already</source>
        <translation>fehlgeschlagen: gibt es schon</translation>
    </message>
    <message>
        <source>failed: an error in the daemon</source>
        <translation>fehlgeschlagen: Fehler im Dienst</translation>
    </message>
    <message>
        <source>failed: the server&apos;s folder is missing</source>
        <translation>fehlgeschlagen: Serverordner fehlt</translation>
    </message>
    <message>
        <source>failed: the archive is missing</source>
        <translation>fehlgeschlagen: Archiv fehlt</translation>
    </message>
    <message>
        <source>%1 has no good backup any more. The server is untouched.</source>
        <translation>%1 hat keine gute Sicherung mehr. Der Server ist unberührt.</translation>
    </message>
    <message>
        <source>no good backup any more</source>
        <translation>keine gute Sicherung mehr</translation>
    </message>
    <message>
        <source>%1 damaged since</source>
        <translation>%1 seither beschädigt</translation>
    </message>
    <message>
        <source>%1 cancelled</source>
        <translation>%1 abgebrochen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>QDate&apos;s format of a day of this year</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>QDate&apos;s format of a day</comment>
        <translation>d. MMM yyyy</translation>
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
        <translation>gut</translation>
    </message>
    <message>
        <source>good, with warnings</source>
        <translation>gut, mit Warnungen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>wird erstellt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Bytes</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Only Alula&apos;s own backups tell this.</source>
        <translation>Das ist nur von Alulas eigenen Sicherungen bekannt.</translation>
    </message>
    <message>
        <source>It is not made yet.</source>
        <translation>Sie ist noch nicht erstellt.</translation>
    </message>
    <message>
        <source>No rotation and no deletion takes it until it is unpinned.</source>
        <translation>Keine Rotation und kein Löschen nimmt sie weg, bis sie gelöst wird.</translation>
    </message>
    <message>
        <source>Nobody has read it through yet: Verify does.</source>
        <translation>Noch hat sie niemand ganz durchgelesen: „Prüfen“ tut das.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Logical</source>
        <translation>Logisch</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Bleibt</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What the archive takes up</source>
        <translation>Was das Archiv belegt</translation>
    </message>
    <message>
        <source>What its files are together</source>
        <translation>Was die Dateien zusammen ergeben</translation>
    </message>
    <message>
        <source>What was not taken over from an older backup</source>
        <translation>Was nicht aus einer älteren Sicherung übernommen wurde</translation>
    </message>
    <message>
        <source>Where it is kept: wings is this node, s3 is an object store</source>
        <translation>Wo sie liegt: wings ist dieser Knoten, s3 ein Objektspeicher</translation>
    </message>
    <message>
        <source>Pinned backups are never deleted</source>
        <translation>Angeheftete Sicherungen werden nie gelöscht</translation>
    </message>
    <message>
        <source>When every byte of it was last read and checked</source>
        <translation>Wann zuletzt jedes Byte gelesen und geprüft wurde</translation>
    </message>
    <message>
        <source>+ new</source>
        <translation>+ neu</translation>
    </message>
    <message>
        <source>~ changed</source>
        <translation>~ geändert</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>symbolic link</source>
        <translation>symbolischer Link</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>has holes, which are kept</source>
        <translation>hat Lücken, die erhalten bleiben</translation>
    </message>
    <message>
        <source>was being written to while it was read</source>
        <translation>wurde beim Lesen gerade beschrieben</translation>
    </message>
    <message>
        <source>became shorter while it was read: the rest is missing</source>
        <translation>wurde beim Lesen kürzer: der Rest fehlt</translation>
    </message>
    <message>
        <source>became shorter while it was read: the rest is zeroes</source>
        <translation>wurde beim Lesen kürzer: der Rest sind Nullen</translation>
    </message>
    <message>
        <source>could not be read: its contents are not in this backup</source>
        <translation>nicht lesbar: der Inhalt ist nicht in dieser Sicherung</translation>
    </message>
    <message>
        <source>was gone before it could be read: its contents are not in this backup</source>
        <translation>war vor dem Lesen schon weg: der Inhalt ist nicht in dieser Sicherung</translation>
    </message>
    <message>
        <source>Choose what to restore.</source>
        <translation>Wählen, was wiederhergestellt werden soll.</translation>
    </message>
    <message>
        <source>Choose the server to restore into.</source>
        <translation>Den Server als Ziel wählen.</translation>
    </message>
    <message>
        <source>Name the folder to restore into.</source>
        <translation>Den Ordner als Ziel nennen.</translation>
    </message>
    <message>
        <source>The folder has to be a path in the server&apos;s files, without . or ..</source>
        <translation>Der Ordner muss ein Pfad in den Dateien des Servers sein, ohne . oder ..</translation>
    </message>
    <message>
        <source>The files have changed meanwhile. This is the plan as of now.</source>
        <translation>Die Dateien haben sich inzwischen geändert. Dies ist der Plan nach jetzigem Stand.</translation>
    </message>
    <message>
        <source>Nothing was done: %1 This is the plan as of now.</source>
        <translation>Nichts wurde getan: %1 Dies ist der Plan nach jetzigem Stand.</translation>
    </message>
    <message>
        <source>The connection was lost, and no restore is running. This is the plan as of now.</source>
        <translation>Die Verbindung ging verloren, und keine Wiederherstellung läuft. Dies ist der Plan nach jetzigem Stand.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>warnung</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>warnungen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlend</translation>
    </message>
    <message>
        <source>making</source>
        <translation>entstehend</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>ungeprüft</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>notiz</translation>
    </message>
    <message>
        <source>foreign</source>
        <translation>fremd</translation>
    </message>
    <message>
        <source>panel</source>
        <translation>panel</translation>
    </message>
    <message>
        <source>console</source>
        <translation>konsole</translation>
    </message>
    <message>
        <source>adopted</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>nodes</name>
    <message>
        <source>There is no connection to %1.</source>
        <translation>Es besteht keine Verbindung zu %1.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>No Alula answers on %1. Nothing was changed. Start its daemon there.</source>
        <translation>Auf %1 antwortet kein Alula. Es wurde nichts geändert. Dort den Daemon starten.</translation>
    </message>
    <message>
        <source>alulactl was not found on %1. Nothing was changed. Install Alula there, then try again.</source>
        <translation>alulactl wurde auf %1 nicht gefunden. Es wurde nichts geändert. Alula dort installieren, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>%1 runs another version of Alula. Its backups are safe. %2</source>
        <translation>Auf %1 läuft eine andere Version von Alula. Die Sicherungen sind sicher. %2</translation>
    </message>
    <message>
        <source>Connection to %1 lost. Its jobs go on. Nothing to do: it is tried again.</source>
        <translation>Verbindung zu %1 verloren. Die Aufträge laufen weiter. Nichts zu tun: Es wird erneut versucht.</translation>
    </message>
    <message>
        <source>Type a host: a name of your ssh settings, or user@host.</source>
        <translation>Host eingeben: ein Name aus den ssh-Einstellungen oder user@host.</translation>
    </message>
    <message>
        <source>A host&apos;s name does not begin with &apos;-&apos;.</source>
        <translation>Der Name eines Hosts beginnt nicht mit &apos;-&apos;.</translation>
    </message>
    <message>
        <source>A host&apos;s name has no blanks. Type one host: user@host.</source>
        <translation>Der Name eines Hosts hat keine Leerzeichen. Einen Host eingeben: user@host.</translation>
    </message>
    <message>
        <source>You are not in group alula on %1.</source>
        <translation>Sie sind auf %1 nicht in der Gruppe alula.</translation>
    </message>
    <message>
        <source>%1 is not in group alula on %2.</source>
        <translation>%1 ist auf %2 nicht in der Gruppe alula.</translation>
    </message>
    <message>
        <source>Nothing was changed. Run there: %1, then sign in again.</source>
        <translation>Es wurde nichts geändert. Dort ausführen: %1, dann neu anmelden.</translation>
    </message>
    <message>
        <source>The host key of %1 was not accepted. Nothing was changed. See what ssh said, and accept it only if it is the right one.</source>
        <translation>Der Host-Schlüssel von %1 wurde nicht angenommen. Es wurde nichts geändert. Die Ausgabe von ssh ansehen und ihn nur annehmen, wenn es der richtige ist.</translation>
    </message>
    <message>
        <source>ssh was not let in to %1: no key or password was accepted. Nothing was changed. See what ssh said, then try again.</source>
        <translation>ssh wurde auf %1 nicht eingelassen: Weder Schlüssel noch Passwort wurde angenommen. Es wurde nichts geändert. Die Ausgabe von ssh ansehen, dann erneut versuchen.</translation>
    </message>
    <message>
        <source>ssh could not reach %1. Nothing was changed. Check its name and the network; it is tried again.</source>
        <translation>ssh konnte %1 nicht erreichen. Es wurde nichts geändert. Namen und Netz prüfen; es wird erneut versucht.</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation>Zurzeit besteht keine Verbindung zu einem Knoten.</translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation>Hier dürfen Sie nur lesen, nichts ändern.</translation>
    </message>
    <message>
        <source>Select first what it is to be done with.</source>
        <translation>Zuerst auswählen, womit das geschehen soll.</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>queued</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>being cancelled</source>
        <translation>wird abgebrochen</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>completed with warnings</source>
        <translation>fertig, mit Warnungen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>backup</source>
        <translation>Sicherung</translation>
    </message>
    <message>
        <source>restore</source>
        <translation>Wiederherstellung</translation>
    </message>
    <message>
        <source>undo of a restore</source>
        <translation>Rücknahme</translation>
    </message>
    <message>
        <source>deletion</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>verification</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>scanning</source>
        <translation>erfasst</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>packing</source>
        <translation>packt</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>prüft</translation>
    </message>
    <message>
        <source>stopping the server</source>
        <translation>stoppt den Server</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>entpackt</translation>
    </message>
    <message>
        <source>swapping</source>
        <translation>tauscht aus</translation>
    </message>
    <message>
        <source>publishing</source>
        <translation>veröffentlicht</translation>
    </message>
    <message>
        <source>uploading</source>
        <translation>lädt hoch</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>lädt herunter</translation>
    </message>
    <message>
        <source>deleting</source>
        <translation>löscht</translation>
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
        <translation>%1 Std. %2 min</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>being made</source>
        <translation>wird erstellt</translation>
    </message>
    <message>
        <source>being published</source>
        <translation>wird veröffentlicht</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>wird gelöscht</translation>
    </message>
    <message>
        <source>deleted in the panel</source>
        <translation>im Panel gelöscht</translation>
    </message>
    <message>
        <source>good, warnings: %1</source>
        <translation>gut, Warnungen: %1</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 von %2 Dateien</translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation>%1 Dateien</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>permissions</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>Besitzer</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>attributes</source>
        <translation>Attribute</translation>
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
