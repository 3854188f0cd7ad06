<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>alula::gui::ActivityPage</name>
    <message numerus="yes">
        <source>%n job(s) written.</source>
        <translation>
            <numerusform>%n job written.</numerusform>
            <numerusform>%n jobs written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupDetails</name>
    <message numerus="yes">
        <source>Good, with %n warning(s). The log of its job in Activity names them.</source>
        <translation>
            <numerusform>Good, with %n warning. The log of its job in Activity names it.</numerusform>
            <numerusform>Good, with %n warnings. The log of its job in Activity names them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) selected</source>
        <translation>
            <numerusform>%n backup selected</numerusform>
            <numerusform>%n backups selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s)</source>
        <translation>
            <numerusform>%n backup</numerusform>
            <numerusform>%n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::BackupsPage</name>
    <message numerus="yes">
        <source>0 of %n match.</source>
        <translation>
            <numerusform>0 of %n match.</numerusform>
            <numerusform>0 of %n match.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Select at most %n backup(s) at a time.</source>
        <translation>
            <numerusform>Select at most %n backup at a time.</numerusform>
            <numerusform>Select at most %n backups at a time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n verification(s) started; Activity shows how they go.</source>
        <translation>
            <numerusform>%n verification started; Activity shows how it goes.</numerusform>
            <numerusform>%n verifications started; Activity shows how they go.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n id(s) copied.</source>
        <translation>
            <numerusform>%n id copied.</numerusform>
            <numerusform>%n ids copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::Banner</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::BrowserPage</name>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln loaded</source>
        <translation>
            <numerusform>%Ln loaded</numerusform>
            <numerusform>%Ln loaded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %Ln gone since %2</source>
        <translation>
            <numerusform>%1; %Ln gone since %2</numerusform>
            <numerusform>%1; %Ln gone since %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::DeleteDialog</name>
    <message numerus="yes">
        <source>And those of %n more server(s).</source>
        <translation>
            <numerusform>And that of %n more server.</numerusform>
            <numerusform>And those of %n more servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deleting %n backup(s)</source>
        <translation>
            <numerusform>Deleting %n backup</numerusform>
            <numerusform>Deleting %n backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::DiskBars</name>
    <message numerus="yes">
        <source>Panel ok, %n to send</source>
        <translation>
            <numerusform>Panel ok, %n to send</numerusform>
            <numerusform>Panel ok, %n to send</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) wait to be told to the panel</source>
        <translation>
            <numerusform>%n result waits to be told to the panel</numerusform>
            <numerusform>%n results wait to be told to the panel</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::EntryTreeModel</name>
    <message numerus="yes">
        <source>%1 bytes in %n file(s)</source>
        <translation>
            <numerusform>%1 bytes in %n file</numerusform>
            <numerusform>%1 bytes in %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::FilePreview</name>
    <message numerus="yes">
        <source>%Ln line(s) added</source>
        <translation>
            <numerusform>%Ln line added</numerusform>
            <numerusform>%Ln lines added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::JobList</name>
    <message numerus="yes">
        <source>%n job(s) running or queued</source>
        <translation>
            <numerusform>%n job running or queued</numerusform>
            <numerusform>%n jobs running or queued</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more in Activity</source>
        <translation>
            <numerusform>%n more in Activity</numerusform>
            <numerusform>%n more in Activity</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::JobStrip</name>
    <message numerus="yes">
        <source>%n more job(s): see them in Activity</source>
        <translation>
            <numerusform>%n more job: see it in Activity</numerusform>
            <numerusform>%n more jobs: see them in Activity</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::LookedSince</name>
    <message numerus="yes">
        <source>Since you last looked: over %n failed</source>
        <translation>
            <numerusform>Since you last looked: over %n failed</numerusform>
            <numerusform>Since you last looked: over %n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since you last looked: %n failed</source>
        <translation>
            <numerusform>Since you last looked: %n failed</numerusform>
            <numerusform>Since you last looked: %n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::Notifier</name>
    <message numerus="yes">
        <source>%n job(s) failed</source>
        <translation>
            <numerusform>%n job failed</numerusform>
            <numerusform>%n jobs failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n long job(s) ended</source>
        <translation>
            <numerusform>%n long job ended</numerusform>
            <numerusform>%n long jobs ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::RestorePlanView</name>
    <message numerus="yes">
        <source>files replaced</source>
        <translation>
            <numerusform>file replaced</numerusform>
            <numerusform>files replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files deleted</source>
        <translation>
            <numerusform>file deleted</numerusform>
            <numerusform>files deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files unchanged: same size and time</source>
        <translation>
            <numerusform>file unchanged: same size and time</numerusform>
            <numerusform>files unchanged: same size and time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>files kept that are not in what is restored</source>
        <translation>
            <numerusform>file kept that is not in what is restored</numerusform>
            <numerusform>files kept that are not in what is restored</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchModel</name>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>in %Ln backup</numerusform>
            <numerusform>in %Ln backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::SearchPage</name>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>in %Ln backup</numerusform>
            <numerusform>in %Ln backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) could not be looked through.</source>
        <translation>
            <numerusform>%Ln backup could not be looked through.</numerusform>
            <numerusform>%Ln backups could not be looked through.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s)</source>
        <translation>
            <numerusform>%Ln path</numerusform>
            <numerusform>%Ln paths</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s), and more</source>
        <translation>
            <numerusform>%Ln path, and more</numerusform>
            <numerusform>%Ln paths, and more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln backup(s) searched</source>
        <translation>
            <numerusform>%Ln backup searched</numerusform>
            <numerusform>%Ln backups searched</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::SidebarModel</name>
    <message numerus="yes">
        <source>%1: %n problem(s)</source>
        <translation>
            <numerusform>%1: %n problem</numerusform>
            <numerusform>%1: %n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::TickTree</name>
    <message numerus="yes">
        <source>Chosen: %Ln files, %1</source>
        <translation>
            <numerusform>Chosen: %Ln file, %1</numerusform>
            <numerusform>Chosen: %Ln files, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alula::gui::VersionLine</name>
    <message numerus="yes">
        <source>in %Ln backup(s)</source>
        <translation>
            <numerusform>in %Ln backup</numerusform>
            <numerusform>in %Ln backups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>format</name>
    <message numerus="yes">
        <source>%Ln added</source>
        <translation>
            <numerusform>%Ln added</numerusform>
            <numerusform>%Ln added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln removed</numerusform>
            <numerusform>%Ln removed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changed</source>
        <translation>
            <numerusform>%Ln changed</numerusform>
            <numerusform>%Ln changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has had no good backup for %n day(s).</source>
        <translation>
            <numerusform>%1 has had no good backup for %n day.</numerusform>
            <numerusform>%1 has had no good backup for %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Back up now, or see why %n failed.</source>
        <translation>
            <numerusform>Back up now, or see why %n failed.</numerusform>
            <numerusform>Back up now, or see why %n failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 has room for about %n backup(s) (%2).</source>
        <translation>
            <numerusform>%1 has room for about %n backup (%2).</numerusform>
            <numerusform>%1 has room for about %n backups (%2).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Backups go on; %n result(s) wait here and will be sent.</source>
        <translation>
            <numerusform>Backups go on; %n result waits here and will be sent.</numerusform>
            <numerusform>Backups go on; %n results wait here and will be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are damaged.</source>
        <translation>
            <numerusform>%n backup of %1 is damaged.</numerusform>
            <numerusform>%n backups of %1 are damaged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) of %1 are not where they were.</source>
        <translation>
            <numerusform>%n backup of %1 is not where it was.</numerusform>
            <numerusform>%n backups of %1 are not where they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The panel does not list %n backup(s) that are whole here.</source>
        <translation>
            <numerusform>The panel does not list %n backup that is whole here.</numerusform>
            <numerusform>The panel does not list %n backups that are whole here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The panel did not take the result of %n job(s).</source>
        <translation>
            <numerusform>The panel did not take the result of %n job.</numerusform>
            <numerusform>The panel did not take the results of %n jobs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %Ln files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>replaces %Ln file</numerusform>
            <numerusform>replaces %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>writes %Ln new files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>writes %Ln new file</numerusform>
            <numerusform>writes %Ln new files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletes %Ln files</source>
        <comment>what a restore does</comment>
        <translation>
            <numerusform>deletes %Ln file</numerusform>
            <numerusform>deletes %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (from %Ln past restores).</source>
        <translation>
            <numerusform>%1 (from %Ln past restore).</numerusform>
            <numerusform>%1 (from %Ln past restores).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restored %1, with %Ln warnings.</source>
        <translation>
            <numerusform>Restored %1, with %Ln warning.</numerusform>
            <numerusform>Restored %1, with %Ln warnings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n backup(s): %1 good</source>
        <translation>
            <numerusform>last %n backup: %1 good</numerusform>
            <numerusform>last %n backups: %1 good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deletes %n backup(s) for good and frees up to %1; the server&apos;s files are untouched.</source>
        <translation>
            <numerusform>Deletes %n backup for good and frees up to %1; the server&apos;s files are untouched.</numerusform>
            <numerusform>Deletes %n backups for good and frees up to %1; the server&apos;s files are untouched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n pinned.</source>
        <translation>
            <numerusform>Left out: %n pinned.</numerusform>
            <numerusform>Left out: %n pinned.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n backup(s)</source>
        <translation>
            <numerusform>Delete %n backup</numerusform>
            <numerusform>Delete %n backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup(s) were deleted. The server&apos;s files are untouched.</source>
        <translation>
            <numerusform>%n backup was deleted. The server&apos;s files are untouched.</numerusform>
            <numerusform>%n backups were deleted. The server&apos;s files are untouched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 There were %n warning(s): they name what is not as it was.</source>
        <translation>
            <numerusform>%1 There was %n warning: it names what is not as it was.</numerusform>
            <numerusform>%1 There were %n warnings: they name what is not as it was.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The files of %1 are as they were before the restore, with %Ln warnings.</source>
        <translation>
            <numerusform>The files of %1 are as they were before the restore, with %Ln warning.</numerusform>
            <numerusform>The files of %1 are as they were before the restore, with %Ln warnings.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>models</name>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
</TS>
