using System.Text;

namespace NumericsCore;

/// <summary>The text of a record as the compiler would write it, with the numbers in one culture.</summary>
internal sealed class RecordText
{
    private readonly StringBuilder _text = new();
    private readonly string? _name;
    private readonly NumberText _numbers;
    private readonly string _end;
    private bool _isFirst = true;

    /// <inheritdoc cref="NumberText(string?, IFormatProvider?)"/>
    public RecordText(string name, string? format, IFormatProvider? provider)
        : this(name + " { ", " }", new NumberText(format, provider))
    {
        _name = name;
    }

    /// <summary>In the invariant culture.</summary>
    public RecordText(string name) : this(name, null, null)
    {
    }

    private RecordText(string start, string end, NumberText numbers)
    {
        _text.Append(start);
        _end = end;
        _numbers = numbers;
    }

    public RecordText Add(string name, double value) => Member(name, _numbers.Of(value));

    public RecordText Add(string name, long count) => Member(name, _numbers.Of(count));

    public RecordText Add(string name, string? text) => Member(name, text);

    public RecordText Add(string name, bool value) => Member(name, value ? "True" : "False");

    public RecordText Add(string name, Shape shape) => Member(name, shape.ToString());

    /// <summary>A number, where there is one.</summary>
    public RecordText AddIfSet(string name, double? value) => value is { } number ? Add(name, number) : this;

    /// <summary>A text, where there is one.</summary>
    public RecordText AddIfSet(string name, string? text) => text is null ? this : Member(name, text);

    /// <summary>Numbers in brackets, where there are some.</summary>
    public RecordText AddIfSet(string name, IReadOnlyList<double>? values) => values is null ? this : Member(name, $"[{string.Join(", ", values.Select(value => _numbers.Of(value)))}]");

    /// <summary>Numbers by name, in brackets.</summary>
    public RecordText Add(string name, IEnumerable<KeyValuePair<string, double>> values)
    {
        var list = new RecordText("[", "]", _numbers);
        foreach (var (inner, value) in values) list.Add(inner, value);
        return Member(name, list.ToString());
    }

    /// <summary>The text; of a record without members its name alone.</summary>
    public override string ToString() => _isFirst && _name is not null ? _name : _text.ToString() + _end;

    private RecordText Member(string name, string? text)
    {
        if (!_isFirst) _text.Append(_numbers.Separator);
        _isFirst = false;
        _text.Append(name).Append(" = ").Append(text);
        return this;
    }
}
