<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>BackupDetails</name>
    <message>
        <source>made by the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made with this console</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made with alulactl</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found on the disk and taken in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Note of the backup of %1, %2:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note was not saved; the old one is still there. Try again. (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverviewBanner</name>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy fix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ssh output</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>About Alula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;Alula %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Backups for the nodes of game panels: browse, search, compare, restore.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Import an archive…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export list as &amp;text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin or unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back up now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bro&amp;wse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions of this &amp;file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete &amp;all of this server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel &amp;job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Parent folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::AskpassDialog</name>
    <message>
        <source>ssh asks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is new here, but its key is known from another name. Connect only if this is the machine that you mean.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not known here yet. Connect only if its key has the fingerprint that its admin told you: else somebody may be in between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Trust this key and connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Do not connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is given to ssh and kept nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Allow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Refuse</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupDetails</name>
    <message>
        <source>Details of the selected backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned: nothing deletes it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until it is deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted there; it stays here because it is pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its archive is not where it was. The server is untouched. Make a new backup, or put the file back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some of its files are damaged. The rest can be restored; the server is untouched. Make a new backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Good, with %n warning(s). The log of its job in Activity names them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Select one to see what is known of it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsModel</name>
    <message>
        <source>%1: %2</source>
        <comment>column: cell</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsPage</name>
    <message>
        <source>Filter: text, date, pinned, warn, damaged …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the list of backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what fits all of the words: pieces of note, id, server or date, or one of
%1.
With - in front: what does not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bro&amp;wse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ver&amp;ify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pin or unpin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the files in this backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put this backup back, or a part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs from the one before it; of two selected ones, between them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read and check every byte of the selected backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write this backup to a file of this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what would be lost, and asks, first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No node is chosen. Choose one at the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>0 of %n match.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet: there is no connection to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no backups yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back up now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no backups on %1 yet. Choose a server at the left to make the first one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to %1. This is as of %2; its jobs go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of backups could not be read; nothing was changed. Try again. (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one or more backups first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note is written to one backup at a time: select one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Select at most %n backup(s) at a time.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to read of them: they are missing, or still being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one backup first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup is %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the panel can open this backup. Start it there, or give the node read keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its archive is missing on the node. Put it back, or choose another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are pinned: unpin them first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select at most %1 at a time, or delete all of a server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one backup, or two of the same server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup that is being made cannot be compared yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These two are of different servers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no older backup of this server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pin was not changed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n verification(s) started; Activity shows how they go.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Not all: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) copied.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::Banner</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>More problems</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::Breadcrumbs</name>
    <message>
        <source>Folders above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to folder %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::BrowserPage</name>
    <message>
        <source>Choose a backup first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive of this backup is not where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the panel can open this backup. Start it there, or give the node read keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contents of this backup cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one file or folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the top folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup of this server is known that was made before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Versions of this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare with the backup before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with &amp;live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several are chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>3 items, 3.1 GiB</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln loaded</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln gone since %2</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Changes are told since the backup of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup to look into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be shown. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder %1 in this backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the &amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was not found in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not connected. This is as of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive of this backup is not where it was. Its names can be looked at; the server is untouched. Put the archive back, or make a new backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup is damaged. What is whole can be restored; the server is untouched. Make a new backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup was not written by Alula: the first look into it can take minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>server, time of its backup</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>backup, folder</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::CardDelegate</name>
    <message>
        <source>good %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no good backup yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::CardsModel</name>
    <message>
        <source>last good backup %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no good backup yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>which is too long ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
Last good backup: %2
%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
No good backup yet
%2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::CommandDialog</name>
    <message>
        <source>Show &amp;command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alulactl command that does the same; Ctrl+Shift+C copies it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alulactl command that does the same</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::CompareModel</name>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>name, folder, what changed</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::ComparePage</name>
    <message>
        <source>What differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compares once more, as things are now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ a&amp;dded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>− re&amp;moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>~ &amp;changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore the older…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing contents. The server&apos;s files are read for it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live, as of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live, as it is now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live: size and time only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these changes is chosen to be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A side has changed meanwhile. Press Again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These two cannot be compared. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs in: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of equal size and time are read and compared too. This takes its time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only administrators of the node may have files read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 compared with %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a backup first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what is to be restored first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The older backup does not have this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one file or folder first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the top folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is compared with live already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::ConnectDialog</name>
    <message>
        <source>Over &amp;ssh:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ssh &amp;output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;fix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;This computer: found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;This computer: no Alula found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>user@host, or a name of your ssh settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host that ssh reaches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What ssh said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ok</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::DiskBars</name>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alula&apos;s data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2): %3 of %4 free, %5 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Panel ok, %n to send</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) wait to be told to the panel</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryDetails</name>
    <message>
        <source>V&amp;ersions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore &amp;this version…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previe&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with li&amp;ve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file to look into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>modified %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter opens this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A symbolic link has no contents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The versions are not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryTreeModel</name>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 bytes in %n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::FilePreview</name>
    <message>
        <source>&amp;Mark what differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture in the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only administrators of the node may look into files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file has %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show the first %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <comment>width, height</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not have this file now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newer backup does not have this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not compared: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the newer backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the server since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same in both backups.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as on the server now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 %3.</source>
        <extracomment>&quot;3 lines added, 2 lines removed on the server since.&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::JobList</name>
    <message numerus="yes">
        <source>%n job(s) running or queued</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in Activity</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::JobPanel</name>
    <message>
        <source>Cancel &amp;job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be cancelled, and goes on: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling. What was begun is put back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to %1. Its jobs go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking how it stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting in the queue, place %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting in the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warnings could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Warnings: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::JobRow</name>
    <message>
        <source>under 1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes done in this phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left, as this phase goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Click to see it in Activity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel job: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not cancelled: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::JobStrip</name>
    <message>
        <source>Limits…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more job(s): see them in Activity</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing runs on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing ran on %1, as of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limited…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All jobs of %1 are paused (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much %1 may read and write (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::LimitsPopup</name>
    <message>
        <source>&amp;Pause all jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing new is started, and what runs waits, until this is taken away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read at most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write at most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs at a &amp;time:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at once, until the daemon is restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limits were not changed. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::LinesModel</name>
    <message>
        <source>removed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::LookedSince</name>
    <message numerus="yes">
        <source>Since you last looked: over %n failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since you last looked: %n failed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Shows them in Activity</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::MainWindow</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Alula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a server first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a server or a backup first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has no good backup yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose something first that this can be done with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Node %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed jobs on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server %1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backup of %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a lost file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Commands…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bac&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;nnect to a node…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Limits…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try &amp;again now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove this node from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Alula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a lost file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a lost file in all backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a command, a server, a date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1  —  %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::OverviewPage</name>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node has no servers yet. They appear here when the panel lists them, or when they have files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What follows is as of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Alula on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to install</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well on %1 since %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is well on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a server first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has no good backup yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no restore that can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::RestoreChoice</name>
    <message>
        <source>In &amp;place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into the &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into another &amp;server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep what is not in the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete what is not in the backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top the server first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back &amp;up what is there first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for example restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder in the server&apos;s files to restore into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server to restore into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a restore of everything, in place or into another server, can delete the rest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This node has no other server.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::RestoreDialog</name>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the &amp;plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup could not be looked at. Nothing was changed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This backup cannot be read here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1 from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to the node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close, the job goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restoring %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until the last step Cancel job puts all back. This window may be closed: the job goes on, and Activity shows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The node does not know this job any more, so how it ended is not known. Look at the files of %1 before you go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan it &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open what was restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::RestorePlanView</name>
    <message>
        <source>&amp;Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to the node.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This restore cannot be done. Nothing was changed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>files replaced</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files deleted</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files unchanged: same size and time</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files kept that are not in what is restored</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>List: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to go on:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchModel</name>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, gone since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchPage</name>
    <message>
        <source>Files found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a part of the name of a file that is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>level.dat, or *.mca, or world region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the path, in any letter case. All words have to be there, the last one in the name. * and ? stand for other letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this bac&amp;kup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In &amp;all servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In all backups of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a node first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to %1 just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) could not be looked through.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No name has %1 %2. Try fewer letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s), and more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2.</source>
        <comment>3 paths, in 212 backups</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The rest could not be found: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search did not work. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a lost file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the files first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::ServerDetails</name>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a server to see more of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 over these backups)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, together %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none, or not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listed there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not listed there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This server has no good backup yet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::Sidebar</name>
    <message>
        <source>Filter servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter nodes and servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a node</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nodes and servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Try again now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove %1 from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connect to a node…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::SidebarModel</name>
    <message>
        <source>%1: %2, backups %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no connection yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: connected, backups %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::SizeChart</name>
    <message>
        <source>Size over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1 to %2, between %3 and %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::TickTree</name>
    <message>
        <source>&amp;Everything in this backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files of the backup; Space chooses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen: counting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen: not known (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chosen: %1 files, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::UndoBanner</name>
    <message>
        <source>%1 was restored to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo until %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the restore of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This puts the files of %1 back that the restore replaced, and takes away what it wrote, with all that was changed since. Until the last step Cancel job puts all back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore of %1 is being undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore of %1 was not undone; nothing was changed. %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>alula::gui::VersionLine</name>
    <message>
        <source>Versions of this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: the server does not have it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in the newest backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs from the newest backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: %1, modified %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times of backups</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: not there, %2</source>
        <comment>time, in n backups</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, modified %3, %4</source>
        <comment>time, size, time, in n backups</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>connect</name>
    <message>
        <source>group alula</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>daemon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>version</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>console</name>
    <message>
        <source>Watches and restores the backups of Alula&apos;s nodes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the daemon behind this local socket too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the node that ssh reaches as HOST too.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dialogs</name>
    <message>
        <source>The list could not be read. Nothing was changed. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target of the link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attributes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>3 added, 1 removed, 9 changed</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2 before, %3 after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under 1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>queued (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 has had no good backup for %n day(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The one of %1 is still there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no good backup yet. The server is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Back up now, or see why %n failed.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Back up now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The servers&apos; disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk of Alula&apos;s own data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no room for one more backup (%2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n backup(s) (%2).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has only %2 left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2% full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is nearly full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was deleted. Choose Free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The panel has not answered since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The panel has not answered since the daemon started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Backups go on; %n result(s) wait here and will be sent.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Backups go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the panel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are damaged.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Files that are whole can still be restored; the server is untouched. Make a new backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are not where they were.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The server is untouched. Put the files back, or make a new backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The panel does not list %n backup(s) that are whole here.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The panel did not take the result of %n job(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The backups themselves are as they are shown here. See what the panel said.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show backups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check again</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>replaces %Ln files</source>
        <comment>what a restore does</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>writes %Ln new files</source>
        <comment>what a restore does</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletes %Ln files</source>
        <comment>what a restore does</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Less than a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About %1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About %1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore %1, delete %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backs up %1</source>
        <comment>what a restore does</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stops %1</source>
        <comment>what a restore does</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that was chosen is there already, with the same size and time. Nothing needs to be restored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This %1. Until the last step Cancel job puts all back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room: %1 needed, %2 free.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore needs %1, %2 are free. Nothing was changed. Free %3 or choose fewer files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No time estimate yet: there are no past restores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1 (from %Ln past restores).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>into the folder %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>into %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>into %1, in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Restored %1, with %Ln warnings.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. The files of %1 are as they were before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The restore %1 failed: %2 What had been done was put back unless it says otherwise; the backup is untouched. See to the cause, then restore again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good, with warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no good backup yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no backups yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>last %n backup(s): %1 good</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 with warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>look</name>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good, with warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>%1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Alula&apos;s own backups tell this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not made yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rotation and no deletion takes it until it is unpinned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has read it through yet: Verify does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logical</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the archive takes up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What its files are together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was not taken over from an older backup: about what its deletion frees</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is kept: wings is this node, s3 is an object store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pinned backups are never deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When every byte of it was last read and checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+ new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>~ changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>symbolic link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>has holes, which are kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was being written to while it was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>became shorter while it was read: the rest is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>became shorter while it was read: the rest is zeroes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be read: its contents are not in this backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was gone before it could be read: its contents are not in this backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what to restore.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the server to restore into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the folder to restore into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has to be a path in the server&apos;s files, without . or ..</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files have changed meanwhile. This is the plan as of now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done: %1 This is the plan as of now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost, and no restore is running. This is the plan as of now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>nodes</name>
    <message>
        <source>There is no connection to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Alula answers on %1. Nothing was changed. Start its daemon there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alulactl was not found on %1. Nothing was changed. Install Alula there, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs another version of Alula. Its backups are safe. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection to %1 lost. Its jobs go on. Nothing to do: it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a host: a name of your ssh settings, or user@host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A host&apos;s name does not begin with &apos;-&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A host&apos;s name has no blanks. Type one host: user@host.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not in group alula on %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not in group alula on %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed. Run there: %1, then sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The host key of %1 was not accepted. Nothing was changed. See what ssh said, and accept it only if it is the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ssh was not let in to %1: no key or password was accepted. Nothing was changed. See what ssh said, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ssh could not reach %1. Nothing was changed. Check its name and the network; it is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>There is no connection to a node just now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may read here, and change nothing.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completed with warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo of a restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deletion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>scanning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>packing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>swapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>publishing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>uploading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>downloading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being published</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>deleted in the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good, warnings: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attributes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
