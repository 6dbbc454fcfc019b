using System.Globalization;
using System.Text;

namespace NumericsCore.Measurement;

/// <summary>A record whose text is the same in every culture; the members in it are those that the compiler writes down for any record.</summary>
internal abstract record InvariantRecord
{
    /// <summary>The members by name, in the invariant culture.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder(GetType().Name).Append(" { ");
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            if (PrintMembers(text)) text.Append(' ');
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        return text.Append('}').ToString();
    }
}
