using System.Data;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace NumericsCore.Data;

public sealed partial class Table
{
    /// <summary>
    /// A table of objects, such as records: a column for each public property that can be read, in their order, a row for each object. Numbers of any type are
    /// numbers; true and false are 1 and 0; dates are days since 1970, and spans of time seconds; null is missing; all else is text.
    /// </summary>
    /// <param name="rows">At least one.</param>
    /// <param name="name">What error messages call the table; the name of the type if null.</param>
    /// <exception cref="TableException">There are no rows, or the type has no property.</exception>
    public static Table From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        name ??= typeof(T).Name;
        PropertyInfo[] properties = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)];
        if (properties.Length == 0) throw new TableException($"{typeof(T).Name} has no public property to make a column of", name);
        ObjectColumn[] columns = [.. properties.Select(static property => new ObjectColumn(property.Name, property.PropertyType))];
        int count = 0;
        foreach (T row in rows)
        {
            if (row is null) throw new TableException(FormattableString.Invariant($"row {count} is null"), name);
            for (int c = 0; c < columns.Length; c++) columns[c].Add(properties[c].GetValue(row));
            count++;
        }

        return Of(columns, count, name);
    }

    /// <summary>A table of a <see cref="DataTable"/>, its columns and rows in their order. Values become cells as in <see cref="From{T}"/>; DBNull is missing.</summary>
    /// <param name="table">At least one row.</param>
    /// <exception cref="TableException">There are no rows or no columns, or two columns have one name.</exception>
    public static Table From(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var reader = table.CreateDataReader();
        return From(reader, table.TableName.Length == 0 ? "table" : table.TableName);
    }

    /// <summary>
    /// A table of what a database gives, read to its end: a column for each field. Values become cells as in <see cref="From{T}"/>; DBNull is missing. The
    /// reader stays open.
    /// </summary>
    /// <param name="reader">Stands before its first row.</param>
    /// <param name="name">What error messages call the table.</param>
    /// <exception cref="TableException">There are no rows or no fields, or two fields have one name.</exception>
    public static Table From(IDataReader reader, string name = "query")
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        ObjectColumn[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(field => new ObjectColumn(string.IsNullOrWhiteSpace(reader.GetName(field)) ? FormattableString.Invariant($"column {field + 1}") : reader.GetName(field), type: null))];
        int count = 0;
        for (; reader.Read(); count++)
        {
            for (int c = 0; c < columns.Length; c++) columns[c].Add(reader.IsDBNull(c) ? null : reader.GetValue(c));
        }

        return Of(columns, count, name);
    }

    private static Table Of(ObjectColumn[] columns, int count, string name) => count > 0
        ? new Table(columns.Select(static column => column.Build()), name)
        : throw new TableException("there are no rows", name);
}
