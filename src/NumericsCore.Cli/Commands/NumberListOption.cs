using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace NumericsCore.Cli.Commands;

/// <summary>
/// An option that takes numbers with commas between them, such as 0.1,0.2, and may be given several times. Text that is no list is bad
/// usage; a number out of its range is bad input, which <see cref="Read"/> reports.
/// </summary>
internal sealed class NumberListOption : Option<double[][]>
{
    public NumberListOption(string name, string description) : base(name)
    {
        Description = description;
        HelpName = "X,X,...";
        Arity = ArgumentArity.OneOrMore;
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, token.Value))];
        DefaultValueFactory = static _ => [];
    }

    /// <summary>The lists in the order given; none where the option was not given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="range">What each number may be; any finite one if null.</param>
    /// <exception cref="InputException">A number is out of its range, or the lists differ in length.</exception>
    public double[][] Read(ParseResult parsed, NumberRange<double>? range = null)
    {
        double[][] lists = parsed.GetRequiredValue(this);
        foreach (double number in lists.SelectMany(static list => list))
        {
            if (!(range?.Contains(number) ?? double.IsFinite(number)))
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Name} has {number}; expected {range?.Expected ?? "finite numbers"}"));
        }

        if (Array.Find(lists, list => list.Length != lists[0].Length) is { } other)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Name} has a list of {lists[0].Length} and one of {other.Length}; expected equal lengths"));
        return lists;
    }

    private double[] Parse(ArgumentResult result, string text)
    {
        var numbers = new List<double>();
        foreach (string part in text.Split(','))
        {
            if (double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) numbers.Add(number);
            else result.AddError($"'{text}' is not a list of numbers such as 0.1,0.2 that {Name} can be.");
        }

        return [.. numbers];
    }
}
