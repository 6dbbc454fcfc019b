using System.Globalization;
using FsCheck.Xunit;

namespace NumericsCore.Data.Tests;

/// <summary>Columns of dates become numbers.</summary>
public class DateColumnTests
{
    [Theory]
    [InlineData("2024-01-31", 19753)]
    [InlineData("2024/1/31", 19753)]
    [InlineData("31.01.2024", 19753)]
    [InlineData("31/01/2024", 19753)]
    [InlineData("01/31/2024", 19753)]
    [InlineData("1-31-2024", 19753)]
    [InlineData("2024-01-31 12:00", 19753.5)]
    [InlineData("2024-01-31T18:00:00Z", 19753.75)]
    [InlineData("2024-01-31T18:00:00.000+06:00", 19753.5)]
    [InlineData("2024-01-31T18:00:00+0600", 19753.5)]
    [InlineData("2024-01-31T18:00:00-06", 19754)]
    [InlineData("01/31/2024 6:00 PM", 19753.75)]
    [InlineData("01/31/2024 12:00:00 am", 19753)]
    [InlineData("1969-12-31", -1)]
    public void A_date_is_days_since_1970(string text, double days)
    {
        var column = new TextColumn("when", [text]);
        Assert.Equal(days, DateForm.Of(column, null, out _)!.Days(text));
    }

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13-01")]
    [InlineData("0000-01-01")]
    [InlineData("2024-01-31 24:00")]
    [InlineData("2024-01-31 12:60")]
    [InlineData("2024-01-31 1:5")]
    [InlineData("2024-01-31 13:00 PM")]
    [InlineData("2024-01-31T")]
    [InlineData("2024-01-31T12:00:00+25:00")]
    [InlineData("2024-01.31")]
    [InlineData("31.01.24")]
    [InlineData("2024-01-31 noon")]
    [InlineData("13/13/2024")]
    [InlineData("1.2.3")]
    [InlineData("")]
    public void What_is_no_date_is_text(string text)
    {
        Assert.Null(DateForm.Of(new TextColumn("when", ["", text]), null, out _));
        Assert.Null(DateForm.Of(new TextColumn("when", [text]), null, out _));
    }

    [Property(MaxTest = 100)]
    public void Every_date_is_read_as_dotnet_reads_it(DateTime any)
    {
        var date = new DateTime(any.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        double days = (date - DateTime.UnixEpoch).TotalDays;
        foreach (var (format, order) in new[] { ("yyyy-MM-ddTHH:mm:ssZ", DateOrder.YearMonthDay), ("dd.MM.yyyy HH:mm:ss", DateOrder.DayMonthYear), ("d/M/yyyy HH:mm:ss", DateOrder.DayMonthYear), ("MM/dd/yyyy hh:mm:ss tt", DateOrder.MonthDayYear) })
        {
            string text = date.ToString(format, CultureInfo.InvariantCulture);
            var form = DateForm.Of(new TextColumn("when", [text]), order, out _);
            Assert.Equal(order, form!.Order);
            Assert.Equal(days, form.Days(text), 1e-9);
            Assert.Equal(date, DateForm.DateOf(form.Days(text)), TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void The_column_proves_the_order_of_day_and_month_or_it_is_refused()
    {
        Assert.Equal([0, 30], Fit("d\n01/01/2024\n31/01/2024\n").Transform(Csv.Read("d\n01/01/2024\n31/01/2024\n")).Values);
        Assert.Equal([0, 30], Fit("d\n01/01/2024\n01/31/2024\n").Transform(Csv.Read("d\n01/01/2024\n01/31/2024\n")).Values);
        var error = Assert.Throws<TableException>(() => Fit("d\n01/02/2024\n03/02/2024\n"));
        Assert.Equal("data.csv, column 'd': '01/02/2024' and all other dates may begin with the day or with the month, which ColumnSteps.DateOrder says", error.Message);
        Assert.Equal(TableRemedy.DateOrder, error.Remedy);
        Assert.Equal([0, 2], Fit("d\n01/02/2024\n03/02/2024\n", new ColumnSteps { DateOrder = DateOrder.DayMonthYear }).Transform(Csv.Read("d\n01/02/2024\n03/02/2024\n")).Values);
        // both orders at once are none
        Assert.Equal(2, Fit("d\n31/01/2024\n01/31/2024\n").OutputNames.Count);
        // points stand behind days
        Assert.Equal([0, 2], Fit("d\n01.02.2024\n03.02.2024\n").Transform(Csv.Read("d\n01.02.2024\n03.02.2024\n")).Values);
    }

    [Fact]
    public void Dates_become_elapsed_days_of_the_rows_fitted_on()
    {
        var columns = Fit("d\n2024-03-01\n2024-01-01 12:00\n");
        Assert.Equal("d: dates: days since 2024-01-01T12:00:00; 1 feature\n(1 columns, 1 features)", columns.ToString());
        Assert.Equal([-0.5, 366], columns.Transform(Csv.Read("d\n2024-01-01\n2025-01-01 12:00\n")).Values);
        var error = Assert.Throws<TableException>(() => columns.Transform(Csv.Read("d\n2024-01-01\nsoon\n")));
        Assert.Equal("data.csv, line 3, column 'd': 'soon' is no date such as '2024-01-31'", error.Message);
        Assert.Throws<TableException>(() => columns.Transform(Csv.Read("d\n2024-01-01T12:00Z\n")));
        Assert.Throws<TableException>(() => columns.Transform(Csv.Read("d\n5\n")));
    }

    [Fact]
    public void Dates_become_their_parts_and_hours_where_there_are_some()
    {
        var days = Fit("d\n2024-01-31\n", new ColumnSteps("d") { Dates = DateEncoding.Parts });
        Assert.Equal(["d year", "d month", "d weekday"], days.OutputNames);
        Assert.Equal([2024, 1, 2], days.Transform(Csv.Read("d\n2024-01-31\n")).Values);
        Assert.Equal([true, true, true], days.FitScaler(days.Transform(Csv.Read("d\n2024-01-31\n2020-02-20\n"))).Scales.ToArray().Select(static scale => scale != 1));
        var hours = Fit("d\n2024-07-07 06:00\n", new ColumnSteps("d") { Dates = DateEncoding.Cyclic });
        Assert.Equal(["d year", "d month sin", "d month cos", "d weekday sin", "d weekday cos", "d hour sin", "d hour cos"], hours.OutputNames);
        Assert.Equal([2024, 0, -1, -0.781831482468, 0.623489801859, 1, 0], hours.Transform(Csv.Read("d\n2024-07-07 06:00\n")).Values);
        Assert.Equal("d: dates: year, sine and cosine of month, weekday and hour; 7 features\n(1 columns, 7 features)", hours.ToString());
    }

    [Fact]
    public void Missing_dates_are_filled_in_and_said()
    {
        const string Text = "d\n2024-01-01\n2024-01-03\n\"\"\n2024-01-03\n";
        var columns = Fit(Text, new ColumnSteps { Impute = Imputation.MostFrequent });
        Assert.Equal(["d", "d missing"], columns.OutputNames);
        Assert.Equal([0, 0, 2, 0, 2, 1, 2, 0], columns.Transform(Csv.Read(Text)).Values);
        Assert.StartsWith("d: missing: most-frequent 2024-01-03 with indicator, dates: days since 2024-01-01", columns.ToString(), StringComparison.Ordinal);
        Assert.Equal(8766, Fit(Text, new ColumnSteps { Impute = Imputation.Constant(text: "2048-01-01") }).Transform(Csv.Read(Text)).Values[4]);
        Assert.Equal("column 'd': 'missing' is filled in for missing dates, but is no date such as '2024-01-31'", Assert.Throws<TableException>(() => Fit(Text, new ColumnSteps { Impute = Imputation.Constant() })).Message);
        Assert.Throws<TableException>(() => Fit("d\n2024-01-01\n").Transform(Csv.Read("d,e\n,1\n")));
    }

    [Fact]
    public void Dates_that_were_asked_for_have_to_be_some()
    {
        var asked = new ColumnSteps("d") { Dates = DateEncoding.Elapsed };
        Assert.Equal("data.csv, line 3, column 'd': 'soon' is no date such as '2024-01-31' or '2024-01-31T12:30:00'", Assert.Throws<TableException>(() => Fit("d\n2024-01-01\nsoon\n", asked)).Message);
        Assert.Equal("data.csv, column 'd': the dates are not all written in one way", Assert.Throws<TableException>(() => Fit("d\n2024-01-01\n01.02.2024\n", asked)).Message);
        Assert.Equal("data.csv, column 'd': is numbers, and no dates", Assert.Throws<TableException>(() => Fit("d\n20240101\n", asked)).Message);
        Assert.Throws<ArgumentException>(() => Fit("d\n2024-01-01\n", new ColumnSteps("d") { Dates = DateEncoding.Elapsed, Encode = CategoryEncoding.OneHot }));
        Assert.Equal(["d=2024-01-01"], Fit("d\n2024-01-01\n", new ColumnSteps("d") { Encode = CategoryEncoding.OneHot }).OutputNames);
    }

    [Fact]
    public void A_description_has_the_range_of_dates()
    {
        var column = Csv.Read("d\n2024-02-01\n2024-01-01\n2024-01-01\n").Describe()[0];
        Assert.Equal((ColumnKind.Date, 2, 19723.0), (column.Kind, column.Distinct, column.Least));
        Assert.Equal("'d': Date, 3 rows, 0 missing, 2 distinct, 2024-01-01 to 2024-02-01, such as '2024-02-01'", column.ToString());
    }

    private static ColumnTransformer Fit(string csv, params ColumnSteps[] steps) => ColumnTransformer.Fit(Csv.Read(csv), steps);
}
