using System.CommandLine;
using FsCheck;
using FsCheck.Xunit;
using NumericsCore.Cli.Help;

namespace NumericsCore.Cli.Tests;

/// <summary>The help pages of all commands.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands => [.. All(Cli.Tool.CreateRoot()).Select(HelpPage.PathOf)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_page_fits_terminals_and_its_examples_80_columns(string path)
    {
        foreach (int width in (int[])[40, 56, 72, 80, 100])
        {
            string[] lines = Page(path, width);
            int examples = Array.IndexOf(lines, "Examples:");
            Assert.True(examples > 0);
            string[] commands = [.. lines.Where(static line => line.StartsWith("  numericscore ", StringComparison.Ordinal))];
            Assert.NotEmpty(commands);
            Assert.All(commands, static line => Assert.InRange(line.Length, 1, 80));
            Assert.All(lines.Except(commands), line => Assert.InRange(line.Length, 0, width));
            Assert.All(lines, static line => Assert.Equal(line.TrimEnd(), line));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_option_stands_in_a_group_with_what_it_means(string path)
    {
        var (root, command) = Find(path);
        if (command is not ToolCommand grouped) return;
        Option[] inGroups = [.. grouped.Groups.SelectMany(static group => group.Options)];
        Assert.Equal([], command.Options.Except(inGroups).Select(static option => option.Name));
        Assert.Equal(inGroups.Length, inGroups.Distinct().Count());
        Assert.All(inGroups, static option => Assert.False(string.IsNullOrWhiteSpace(option.Description)));
        string[] lines = Page(path, 80);
        Assert.All(inGroups.Concat(HelpPage.General(command, root)), option => Assert.Single(lines, line => line.StartsWith("  -", StringComparison.Ordinal) && line.Split(' ').Skip(2).Take(2).Contains(option.Name)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Its_examples_are_understood(string path)
    {
        foreach (string line in Page(path, 80).Where(static line => line.StartsWith("  numericscore ", StringComparison.Ordinal)))
        {
            // what a shell takes away
            string[] words = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).TakeWhile(static word => word is not (">" or "<" or "|"))];
            // what it leaves out stands in the file
            if (words.Contains("--config")) words = [.. words.Except(["--config", "run.json"]), "data.csv", "--target", "y"];
            var parsed = Cli.Tool.CreateRoot().Parse(words);
            Assert.Equal([], parsed.Errors.Select(error => $"{line}: {error.Message}"));
        }
    }

    [Fact]
    public async Task Options_stand_by_what_they_are_about_with_words_and_defaults()
    {
        var train = await Run.Tool("train", "--help");
        Assert.Equal((0, ""), (train.ExitCode, train.Error));
        string[] titles = ["Arguments:", "Data:", "Model:", "Optimizer:", "Evaluation:", "Run:", "Output:", "General:", "Examples:"];
        Assert.Equal(titles, train.Output.Split('\n').Where(static line => line.EndsWith(':') && line[0] != ' '));
        string words = string.Join(' ', train.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (string entry in (string[])
            [
                " --target COLUMN The column to predict. [required] ", " --scale all|train The rows whose mean ", " --batch-size N Rows in a step. [default: 32, or all if there are fewer] ",
                " --optimizer NAME The update rule. One of adadelta, adagrad, adam, adamax, adamw, lion, nadam, radam, rmsprop, sgd. [default: adam] ", " --epochs N The most passes over the training rows. [default: 100] ",
            ]) Assert.Contains(entry, words, StringComparison.Ordinal);
        Assert.Contains("\n  --initial-accumulator-value X\n", train.Output, StringComparison.Ordinal);
        var root = await Run.Tool("--help");
        Assert.Equal((0, ""), (root.ExitCode, root.Error));
        Assert.StartsWith("Trains and evaluates neural networks on tables,", root.Output, StringComparison.Ordinal);
        Assert.Contains("\nUsage: numericscore COMMAND [options]\n", root.Output, StringComparison.Ordinal);
        Assert.Equal(root, await Run.Tool("-h"));
    }

    [Property]
    public void Text_in_lines_keeps_its_words_and_its_width(NonEmptyArray<NonEmptyString> words, PositiveInt width)
    {
        int most = 10 + width.Get % 90;
        string[] expected = [.. words.Get.SelectMany(static word => word.Get.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];
        using var output = new StringWriter { NewLine = "\0" };
        new HelpLayout(output, most).Paragraph(string.Join(' ', expected), 2, 4);
        string[] lines = output.ToString().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, most));
        Assert.Equal(string.Concat(expected.Select(static word => word.Replace("\0", "", StringComparison.Ordinal))), string.Concat(lines.Select(static line => line.Replace(" ", "", StringComparison.Ordinal))));
    }

    private static string[] Page(string path, int width)
    {
        var (root, command) = Find(path);
        using var output = new StringWriter { NewLine = "\n" };
        HelpPage.Write(new HelpLayout(output, width), command, root);
        return output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }

    private static (RootCommand Root, Command Command) Find(string path)
    {
        var root = Cli.Tool.CreateRoot();
        return (root, All(root).Single(command => HelpPage.PathOf(command) == path));
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
