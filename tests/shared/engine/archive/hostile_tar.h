// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/shared/engine/archive/run_tool.h"

#include <stdexcept>
#include <string>

namespace alula::test {

// A tar stream made by Python, which writes what it is told to: f(name, contents, **fields), e(name, type, link, **fields), and
// raw(name, contents, **bytes of header fields) with a right checksum. OUT is the decoy's path, S(…) a sparse file's pax headers.
inline std::string tarOf(const std::string& body, const std::string& outside) {
    static const std::string kPrelude = R"py(
import sys,tarfile,io,gzip
OUT=sys.argv[1]
b=io.BytesIO()
t=tarfile.open(fileobj=b,mode='w',format=tarfile.PAX_FORMAT,encoding='utf-8',errors='surrogateescape')
def f(name,contents=b'x',**k):
  i=tarfile.TarInfo(name); i.size=len(contents); i.mtime=1700000000
  for a,v in k.items(): setattr(i,a,v)
  t.addfile(i,io.BytesIO(contents))
def e(name,type,link='',**k):
  i=tarfile.TarInfo(name); i.type=type; i.linkname=link; i.mode=0o755
  for a,v in k.items(): setattr(i,a,v)
  t.addfile(i)
PLACES={'name':(0,100),'mode':(100,8),'size':(124,12),'type':(156,1),'link':(157,100),'prefix':(345,155)}
def raw(name,contents=b'x',**k):
  i=tarfile.TarInfo(name); i.size=len(contents)
  h=bytearray(i.tobuf(tarfile.USTAR_FORMAT))
  for a,v in k.items():
    at,n=PLACES[a]; h[at:at+n]=v.ljust(n,b'\0')
  h[148:156]=b' '*8
  h[148:156]=('%06o\0 '%sum(h)).encode()
  t.fileobj.write(bytes(h)+contents+b'\0'*(-len(contents)%512)); t.offset=t.fileobj.tell()
def S(size,numbers): return {'GNU.sparse.major':'1','GNU.sparse.minor':'0','GNU.sparse.realsize':str(size)}
def M(numbers,data=b''): return ''.join('%d\n'%n for n in numbers).encode().ljust(512,b'\0')+data
f('first',b'first')
)py";
    const ToolRun run = runTool(
        QStringLiteral("python3"),
        {QStringLiteral("-c"),
         QString::fromStdString(kPrelude + body + "\nt.close()\nsys.stdout.buffer.write(gzip.compress(b.getvalue(),1))\n"),
         QString::fromStdString(outside)});
    if (!run.ok) throw std::runtime_error(run.err);
    return run.out;
}

} // namespace alula::test
