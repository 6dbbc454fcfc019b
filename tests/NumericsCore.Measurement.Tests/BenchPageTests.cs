using System.Globalization;
using System.Xml.Linq;
using FsCheck.Xunit;

namespace NumericsCore.Measurement.Tests;

/// <summary>Result files as a page, as Markdown and as CSV.</summary>
public class BenchPageTests
{
    private const string Hostile = "<script>alert(1)</script>\"'&|`*_[x](y)\u001b[31m\u202e\n=1+1";

    [Fact]
    public void The_page_has_every_device_kernel_and_picture_and_loads_nothing()
    {
        string page = BenchPage.Of(Comparison.Of([("a.json", File("cpu")), ("b.json", File("cuda:0"))]), ["a remark"]);
        Assert.Contains("<td class=\"number\" data-value=\"2E-06\">2.00 µs<span class=\"noise\"> ±5 %</span></td>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">relu</th>", page, StringComparison.Ordinal);
        Assert.Contains("<li>a remark</li>", page, StringComparison.Ordinal);
        Assert.Equal(4, Count(page, "<svg class=\"wide\"") + Count(page, "<svg class=\"narrow\""));
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void All_texts_are_escaped()
    {
        var machine = new MachineRecord { Cpu = Hostile, OperatingSystem = Hostile, Runtime = Hostile, NumericsCore = Hostile };
        var file = new ResultFile
        {
            Machine = machine,
            Warnings = [Hostile],
            Devices = [new DeviceRecord { Name = Hostile, Description = Hostile, Driver = Hostile, Ceilings = new() { CopyBytesPerSecond = 1e9, FmaFlopsPerSecond = 1e10 }, Entries = [new EntryRecord { Kernel = Hostile, Size = Hostile, Parameters = Hostile, Peer = Hostile, Bytes = 1, Flops = 1, Seconds = 1, Spread = 0, BitsSha256 = Hostile }] }],
        };
        var comparison = Comparison.Of([(Hostile, file), (Hostile, file)]);
        string page = BenchPage.Of(comparison, [Hostile]);
        Assert.DoesNotContain("<script>a", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain('\u202e', page);
        AssertWellFormed(page);
        string markdown = BenchText.Markdown(comparison, [Hostile]);
        Assert.DoesNotContain("<script>", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', markdown);
        Assert.All(markdown.Split('\n').Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("alert", StringComparison.Ordinal)), static line => Assert.DoesNotContain("[x]", line, StringComparison.Ordinal));
        string csv = BenchText.Csv(Comparison.Of([("=cmd", file)]));
        Assert.StartsWith("\"'=cmd ", csv.Split('\n')[1], StringComparison.Ordinal);
        Assert.Equal(3, csv.Split('\n').Length);
    }

    [Property(MaxTest = 30)]
    public void Any_text_leaves_the_page_well_formed(string? text)
    {
        var file = File("cpu") with { Machine = new MachineRecord { Cpu = text } };
        AssertWellFormed(BenchPage.Of(Comparison.Of([(text ?? "", file)]), [text ?? ""]));
    }

    [Fact]
    public void Csv_has_a_line_an_entry_and_all_digits()
    {
        var first = File("cpu");
        var entry = first.Devices[0].Entries[0];
        var other = first with { Devices = [first.Devices[0] with { Entries = [entry with { Seconds = 4e-6, Spread = 0 }] }] };
        string[] lines = BenchText.Csv(Comparison.Of([("a", first), ("b", other)])).Split('\n');
        Assert.Equal(1 + first.Devices[0].Entries.Count + 1 + 1, lines.Length);
        string[] head = lines[0].Split(','), cells = lines[^2].Split(',');
        Assert.Equal(head.Length, cells.Length);
        Assert.Equal(("relu", "4E-06", "2", "slower"), (cells[Array.IndexOf(head, "kernel")], cells[Array.IndexOf(head, "seconds")], cells[Array.IndexOf(head, "ratio_to_first")], cells[Array.IndexOf(head, "verdict")]));
        Assert.Equal(8.192, double.Parse(cells[Array.IndexOf(head, "share_of_ceiling")], CultureInfo.InvariantCulture), 3);
    }

    [Fact]
    public void Markdown_has_both_devices_side_by_side()
    {
        string markdown = BenchText.Markdown(Comparison.Of([("a", File("cpu")), ("b", File("cpu"))]), []);
        Assert.Contains("| relu | 4K | ours | 2.00 µs | 1638 % | 2.00 µs | 1638 % | 1.00 (0.73 to 1.37) | unclear |\n", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_56_kernels_has_a_mark_of_its_own()
    {
        var marks = Enumerable.Range(0, 56).Select(static index =>
        {
            var svg = new HtmlText();
            PlotMark.Write(svg, index, 0, 0);
            return svg.ToString();
        });
        Assert.Equal(56, marks.Distinct().Count());
    }

    [Theory]
    [InlineData("relu", null, 0.5)]        // 1 GB in a second, of 2
    [InlineData("gemm", null, 0.25)]       // 1 GFLOP in a second, of 4
    [InlineData("training-step", null, null)]
    [InlineData("conv", null, null)]       // of another version
    [InlineData("Mine", "Mine.dll", 0.5)]  // whose operations are not known
    public void A_kernel_is_held_against_its_own_ceiling(string kernel, string? peer, double? share)
    {
        var entry = new EntryRecord { Kernel = kernel, Peer = peer, Bytes = 1e9, Flops = peer is null ? 1e9 : null, Seconds = 1 };
        Assert.Equal(share, Achievement.Of(entry, new CeilingsRecord { CopyBytesPerSecond = 2e9, FmaFlopsPerSecond = 4e9 })!.Share);
    }

    /// <summary>Every element that is opened is closed in its turn; what HTML closes by itself is closed for the parser of XML.</summary>
    private static void AssertWellFormed(string page)
    {
        int script = page.LastIndexOf("<script>", StringComparison.Ordinal);
        string body = page[..script] + page[page.LastIndexOf("</script>", StringComparison.Ordinal)..].Replace("</script>", "", StringComparison.Ordinal);
        string xml = System.Text.RegularExpressions.Regex.Replace(body.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace("&nbsp;", " ", StringComparison.Ordinal), "<(meta|link)([^>]*)>", "<$1$2/>");
        Assert.NotNull(XDocument.Parse(xml).Root);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static ResultFile File(string device) => new()
    {
        Machine = new MachineRecord { Cpu = "X", NumericsCore = "1.2.3+abc" },
        Devices =
        [
            new DeviceRecord
            {
                Name = device, Description = "a device", Ceilings = new CeilingsRecord { CopyBytesPerSecond = 1e9, FmaFlopsPerSecond = 1e10 },
                Entries =
                [
                    new EntryRecord { Kernel = "relu", Size = "4K", Bytes = 32768, Flops = 4096, Seconds = 2e-6, Spread = 1e-7, SameBits = true },
                    new EntryRecord { Kernel = "gemm", Size = "2x3x4", Bytes = 104, Flops = 48, Seconds = 1e-6, Spread = 1e-8, SameBits = true },
                    new EntryRecord { Kernel = "sum", Size = "4K", SameBits = false },
                ],
            },
        ],
    };
}
