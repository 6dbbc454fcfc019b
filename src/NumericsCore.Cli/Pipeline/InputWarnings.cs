using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What the user should know of a table that can be trained on all the same.</summary>
internal static class InputWarnings
{
    /// <summary>The option that would change how a file is read, to follow an observation.</summary>
    public static string Advice(TableRemedy remedy) => remedy switch
    {
        TableRemedy.Delimiter => ", which --delimiter sets",
        TableRemedy.Encoding => ", which --encoding names",
        TableRemedy.NoHeader => ", which --no-header reads as a row",
        TableRemedy.DateOrder => ", which --dates dmy or mdy says",
        TableRemedy.Header => "; --header takes it for names",
        _ => "",
    };

    /// <summary>Calls what reads a table, with advice in words of options.</summary>
    /// <exception cref="InputException">The table cannot be read, and an option would change that.</exception>
    public static T Advised<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (TableException e) when (Advice(e.Remedy) is { Length: > 0 } advice)
        {
            throw new InputException(e.Problem + advice);
        }
    }

    /// <summary>Prints each on a line of its own.</summary>
    public static void Write(TextWriter error, IEnumerable<string> warnings)
    {
        foreach (string warning in warnings) error.WriteLine(PrintableText.Of($"warning: {warning}"));
    }

    /// <summary>The warnings.</summary>
    public static IEnumerable<string> Of(TrainSettings settings, Table used, Column target)
    {
        foreach (var note in used.Notes)
        {
            // The target is taken as it is written.
            bool leaveOut = note.Remedy == TableRemedy.LeaveOut;
            if (leaveOut && note.Column == target.Name) continue;
            yield return $"{settings.File}: {note}{Advice(note.Remedy)}{(leaveOut ? $"; if it is an identifier, leave it out with --ignore {ShellWord.Of(note.Column!)}" : "")}";
        }
        if (settings.Missing is null && !settings.Csv.MissingOf.ContainsKey(target.Name) && target is TextColumn text)
        {
            var usual = new HashSet<string>(new CsvOptions().MissingValues);
            foreach (var word in text.Values.ToArray().Where(value => value is not null && usual.Contains(value)).GroupBy(static value => value!))
                yield return FormattableString.Invariant($"{settings.File}: '{word.Key}' is a class of the target '{target.Name}', with {word.Count()} rows; if it marks a missing value, say --missing {ShellWord.Of(word.Key)}");
        }
    }
}
