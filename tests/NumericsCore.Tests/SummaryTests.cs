using System.Xml.Linq;
using NumericsCore.Kernels;

namespace NumericsCore.Tests;

/// <summary>What an editor shows of a member is its one summary: of several, as parts of a class may have, it shows any.</summary>
public class SummaryTests
{
    public static TheoryData<string> Assemblies() => [typeof(Tensor).Assembly.Location, typeof(IUnaryOperation).Assembly.Location];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_documented_member_has_one(string assembly)
    {
        var members = XDocument.Load(Path.ChangeExtension(assembly, ".xml")).Descendants("member").ToArray();
        Assert.InRange(members.Length, 100, 100_000);
        Assert.Empty(members.Where(static member => member.Elements("summary").Count() > 1).Select(static member => member.Attribute("name")!.Value));
    }
}
