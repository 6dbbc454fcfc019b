using System.Text.RegularExpressions;

namespace NumericsCore.Docs.Tests;

/// <summary>The continuous integration runs the README's commands; these tests keep them where it finds them.</summary>
public partial class ReadmeCommandTests
{
    [Fact]
    public void The_test_command_is_the_plain_one() => Assert.Equal("dotnet test -c Release", Command("test"));

    [Fact]
    public void The_train_command_names_a_project_and_a_table_that_exist()
    {
        Match command = TrainCommand().Match(Command("train"));

        Assert.True(command.Success, $"unexpected command: {Command("train")}");
        Assert.NotEmpty(Directory.GetFiles(Repository.FullPath(command.Groups["project"].Value), "*.csproj"));
        string header = File.ReadLines(Repository.FullPath(command.Groups["table"].Value)).First();
        Assert.Contains(command.Groups["target"].Value, header.Split(','));
    }

    private static string Command(string name)
    {
        string begin = Regex.Escape($"<!-- command: {name} -->"), end = Regex.Escape("<!-- /command -->");
        Match block = Assert.Single(Regex.Matches(
            Repository.Read("README.md").ReplaceLineEndings("\n"), $"^{begin}\n```sh\n(.*)\n```\n{end}$", RegexOptions.Multiline));
        return block.Groups[1].Value;
    }

    [GeneratedRegex(@"^dotnet run -c Release --project (?<project>\S+) -- train (?<table>\S+) --target (?<target>\S+)$")]
    private static partial Regex TrainCommand();
}
