using NumericsCore.Docs.Tests.Markdown;
using NumericsCore.Docs.Tests.Programs;

namespace NumericsCore.Docs.Tests;

/// <summary>Pages written here show that the checks of the documentation find what they are meant to find.</summary>
public class CaseReaderTests
{
    [Fact]
    public void A_correct_block_with_its_output_passes() => AssertPasses("""
        ```csharp
        Console.WriteLine(Enumerable.Range(1, 4).Sum());
        ```

        ```text output
        10
        ```
        """);

    [Fact]
    public void A_mistyped_name_is_reported_with_file_and_line()
    {
        string failure = OneFailure("""
            Prose.

            ```csharp
            int right = 1;
            Console.WriteLine(right + wrong);
            ```
            """);

        Assert.Contains("page.md:5: CS0103", failure, StringComparison.Ordinal);
        Assert.Contains("'wrong'", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_does_not_parse_is_reported_with_file_and_line() =>
        Assert.Contains("page.md:2: CS1002", OneFailure("""
            ```csharp
            int unfinished = 1
            ```
            """), StringComparison.Ordinal);

    [Fact]
    public void A_warning_is_reported() =>
        Assert.Contains("page.md:2: CS0219", OneFailure("""
            ```csharp
            int unused = 1;
            ```
            """), StringComparison.Ordinal);

    [Fact]
    public void An_exception_is_reported_with_file_and_line()
    {
        string failure = OneFailure("""
            ```csharp
            Console.WriteLine("before");
            throw new InvalidOperationException("on purpose");
            ```
            """);

        Assert.Contains("on purpose", failure, StringComparison.Ordinal);
        Assert.Contains("page.md:line 3", failure, StringComparison.Ordinal);
        Assert.Contains("before", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exit_code_other_than_zero_is_reported() =>
        Assert.Contains("exit code 3", OneFailure("""
            ```csharp
            return 3;
            ```
            """), StringComparison.Ordinal);

    [Fact]
    public void Another_output_than_the_page_says_is_reported_with_both_lines()
    {
        string failure = OneFailure("""
            ```csharp
            Console.WriteLine("one\ntwo");
            ```
            ```text output
            one
            three
            ```
            """);

        Assert.StartsWith("page.md:4: line 2 of the output differs.", failure, StringComparison.Ordinal);
        Assert.Contains("three", failure, StringComparison.Ordinal);
        Assert.Contains("two", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_continued_program_keeps_its_variables_types_and_usings() => AssertPasses("""
        ```csharp
        using System.Text;

        StringBuilder text = new("a");
        Console.WriteLine(text);

        record Point(int X);
        ```
        ```text output
        a
        ```
        ```csharp continue
        using System.Globalization;

        Console.WriteLine(text.Append(new Point(2).X.ToString(CultureInfo.InvariantCulture)));
        ```
        ```text output
        a2
        ```
        ```csharp continue
        await Task.Yield();
        Console.WriteLine(text.Length);
        ```
        ```text output
        2
        ```
        """);

    [Fact]
    public void A_block_without_continue_begins_a_program_of_its_own() =>
        Assert.Contains("page.md:5: CS0103", Failures("""
            ```csharp
            Console.WriteLine(1);
            ```
            ```csharp
            Console.WriteLine(missing);
            ```
            """)[1], StringComparison.Ordinal);

    [Fact]
    public void A_mistake_in_a_continuing_block_is_reported_where_it_stands() =>
        Assert.All(Failures("""
            ```csharp
            Console.WriteLine(1);
            ```
            ```csharp continue

            Console.WriteLine(missing);
            ```
            """), failure => Assert.Contains("page.md:6: CS0103", failure, StringComparison.Ordinal));

    [Fact]
    public void A_block_marked_no_run_is_compiled_but_not_run()
    {
        AssertPasses("""
            ```csharp no-run
            throw new InvalidOperationException();
            ```
            """);
        Assert.Contains("CS0103", OneFailure("""
            ```csharp no-run
            missing();
            ```
            """), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_before_a_continuing_no_run_block_still_runs() => AssertPasses("""
        ```csharp
        int x = 1;
        Console.WriteLine(x);
        ```
        ```text output
        1
        ```
        ```csharp continue no-run
        throw new InvalidOperationException($"{x}");
        ```
        """);

    [Theory]
    [InlineData("```csharp fragment\n```", "page.md:1: unknown word 'fragment'")]
    [InlineData("```csharp continue\n```", "page.md:1: there is no program above")]
    [InlineData("```cs\n```", "page.md:1: write 'csharp'")]
    [InlineData("```csharp no-run\n```\n```csharp continue\n```", "page.md:3: what continues a block that is not run")]
    [InlineData("```csharp\n```\nProse.\n```text output\n```", "page.md:4: an output must stand directly after")]
    [InlineData("```csharp no-run\n```\n```text output\n```", "page.md:3: a block that is not run has no output")]
    public void A_block_that_breaks_the_rules_is_reported_with_file_and_line(string page, string expected) =>
        Assert.Contains(Failures(page), failure => failure?.StartsWith(expected, StringComparison.Ordinal) == true);

    [Fact]
    public void A_fence_that_is_never_closed_is_reported_with_file_and_line() =>
        Assert.StartsWith("page.md:2:", Assert.Throws<FormatException>(() => Failures("text\n```csharp\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_program_finds_the_data_of_the_docs_and_leaves_no_file_behind()
    {
        AssertPasses("""
            ```csharp
            Console.WriteLine(File.Exists("docs/data/breast_cancer.csv"));
            File.WriteAllText("left-behind.txt", "");
            ```
            ```text output
            True
            ```
            """);
        Assert.False(File.Exists(Repository.FullPath("left-behind.txt")));
    }

    [Fact]
    public void A_program_runs_in_the_invariant_culture() => AssertPasses("""
        ```csharp
        Console.WriteLine(1.5);
        ```
        ```text output
        1.5
        ```
        """);

    private static void AssertPasses(string page)
    {
        string?[] failures = Failures(page);
        Assert.NotEmpty(failures);
        Assert.All(failures, Assert.Null);
    }

    private static string OneFailure(string page)
    {
        string? failure = Assert.Single(Failures(page));
        return Assert.IsType<string>(failure);
    }

    private static string?[] Failures(string page) => [.. CaseReader.Read(new MarkdownPage("page.md", page)).Select(block => block.Failure())];
}
